package dev.liverun.runner.planning;

import dev.liverun.runner.recording.StoredJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a dry run hands out: the id that the run will have, so that it sends exactly what was shown, and a hash over what
 * was shown. It says that somebody looked, not that they may.
 */
public record Confirmation(UUID runId, String hash) {

    private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36})\\.([0-9a-f]{64})");
    private static final int UUID_VERSION = 7;

    public static Confirmation of(UUID runId, UUID sessionId, List<PlannedTest> tests) {
        List<Map<String, Object>> shown = tests.stream()
                .map(test -> Map.<String, Object>of(
                        "workflow", test.workflow().id().toString(),
                        "version", test.workflow().version(),
                        "includes",
                                test.workflow().definition().included().keySet().stream()
                                        .sorted()
                                        .toList(),
                        "endpoint", test.endpoint().id().toString(),
                        "base_url", test.endpoint().snapshot().baseUrl(),
                        "data", new TreeMap<>(test.testData())))
                .toList();
        String text = runId + " " + sessionId + " "
                + StoredJson.write(shown.stream().map(TreeMap::new).toList());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Confirmation(runId, HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Empty if it is not given. */
    public static Optional<Confirmation> parse(@Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(given);
        if (!form.matches()) {
            throw new PlanProblems.ConfirmationStale();
        }
        UUID id;
        try {
            id = UUID.fromString(form.group(1));
        } catch (IllegalArgumentException e) {
            throw new PlanProblems.ConfirmationStale();
        }
        if (id.version() != UUID_VERSION) {
            throw new PlanProblems.ConfirmationStale();
        }
        return Optional.of(new Confirmation(id, form.group(2)));
    }

    @Override
    public String toString() {
        return runId + "." + hash;
    }
}
