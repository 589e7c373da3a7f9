package dev.liverun.runner.engine;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What calls come to, made by hand. */
public final class Outcomes {

    private static final PhaseTimings TIMINGS = new PhaseTimings(0, 0, 0, 0, 0, 40_000, 2_000, 42_000, true);

    private Outcomes() {}

    public static CallOutcome json(int status, String json, String... headers) {
        var all = Headers.of(headers).with("Content-Type", "application/json");
        return answered(status, all, Body.utf8(json), new int[] {status});
    }

    /** After several attempts; the last one is the answer. */
    public static CallOutcome statuses(int... statuses) {
        return answered(statuses[statuses.length - 1], Headers.empty(), Body.empty(), statuses);
    }

    public static CallOutcome taking(Duration time) {
        long micros = time.toMillis() * 1000;
        return answered(
                200,
                Headers.empty(),
                Body.empty(),
                new PhaseTimings(0, 0, 0, 0, 0, micros, 0, micros, true),
                new int[] {200});
    }

    public static CallOutcome answered(int status, Headers headers, Body body, int... statuses) {
        return answered(status, headers, body, TIMINGS, statuses);
    }

    private static CallOutcome answered(int status, Headers headers, Body body, PhaseTimings timings, int... statuses) {
        return new CallOutcome.Answered(
                status,
                headers,
                body,
                URI.create("https://target.example/x"),
                "HTTP/1.1",
                List.of(),
                timings,
                IntStream.range(0, statuses.length)
                        .mapToObj(i -> new Attempt(
                                i + 1,
                                Instant.EPOCH,
                                OptionalInt.of(statuses[i]),
                                Optional.empty(),
                                Phase.TRANSFER,
                                "",
                                timings))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    public static CallOutcome failed(FailureKind kind, Phase phase) {
        return new CallOutcome.Failed(
                kind,
                phase,
                "it failed",
                TIMINGS,
                List.of(new Attempt(
                        1, Instant.EPOCH, OptionalInt.empty(), Optional.of(kind), phase, "it failed", TIMINGS)),
                Optional.empty(),
                Optional.empty());
    }
}
