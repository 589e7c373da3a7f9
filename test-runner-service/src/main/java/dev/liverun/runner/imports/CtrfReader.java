package dev.liverun.runner.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.workflow.template.Values;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the Common Test Report Format (https://ctrf.io): {@code results.tests}. */
final class CtrfReader {

    private static final int MAX_MESSAGE = 2000;
    private static final long MAX_MILLIS = 1_000_000_000L;
    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    private CtrfReader() {}

    /** @throws IllegalArgumentException says for people what is wrong */
    static List<ForeignResult> read(byte[] document, int most) {
        JsonNode tests = tree(document).at("/results/tests");
        if (!tests.isArray() || tests.isEmpty()) {
            throw new IllegalArgumentException("there are no tests at results.tests");
        }
        if (tests.size() > most) {
            throw new IllegalArgumentException("at most " + most + " test cases are possible");
        }
        List<ForeignResult> results = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            results.add(result(tests.get(i), "results.tests[" + i + "]"));
        }
        return results;
    }

    private static JsonNode tree(byte[] document) {
        try {
            return Values.JSON.readTree(document);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    "not JSON" + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static ForeignResult result(JsonNode test, String place) {
        String name = test.path("name").asText("");
        if (name.isBlank()) {
            throw new IllegalArgumentException(place + ".name is missing");
        }
        TestStatus status =
                switch (test.path("status").asText("")) {
                    case "passed" -> TestStatus.PASSED;
                    case "failed" -> TestStatus.FAILED;
                    case "skipped", "pending" -> TestStatus.SKIPPED;
                    case "other" -> TestStatus.ERROR;
                    default ->
                        throw new IllegalArgumentException(
                                place + ".status must be passed, failed, skipped, pending or other");
                };
        String suite = test.path("suite").isTextual() ? test.path("suite").asText() + " " : "";
        String message = test.path("message").isTextual() ? test.path("message").asText() : null;
        long millis = Math.max(0, Math.min(MAX_MILLIS, test.path("duration").asLong(0)));
        long start = test.path("start").asLong(-1);
        return new ForeignResult(
                suite + name,
                status,
                Duration.ofMillis(millis),
                message == null || message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…",
                start <= 0 || start > LATEST_MILLIS ? Optional.empty() : Optional.of(Instant.ofEpochMilli(start)));
    }
}
