package dev.liverun.runner.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.StepTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is kept of steps, redacted, before a result is made of it; can be stored and continued. */
public record RecordedSteps(
        List<JsonNode> requests, List<JsonNode> responses, List<JsonNode> assertions, List<AssertionOutcome> outcomes) {

    private static final int MICROS_PER_MS = 1000;

    public static final RecordedSteps NONE = new RecordedSteps(List.of(), List.of(), List.of(), List.of());

    /** These, and then those. */
    public RecordedSteps and(RecordedSteps later) {
        return requests.isEmpty()
                ? later
                : new RecordedSteps(
                        joined(requests, later.requests),
                        joined(responses, later.responses),
                        joined(assertions, later.assertions),
                        joined(outcomes, later.outcomes));
    }

    /** Those that took longest, the slowest first. */
    List<StepTime> slowest(int most) {
        return responses.stream()
                .filter(response -> response.has(Recorder.TIMINGS))
                .sorted(Comparator.comparingLong(RecordedSteps::micros).reversed())
                .limit(most)
                .map(response -> new StepTime(response.path(Recorder.NAME).asText(), micros(response) / MICROS_PER_MS))
                .toList();
    }

    private static long micros(JsonNode response) {
        return response.path(Recorder.TIMINGS).path(Recorder.TOTAL).asLong();
    }

    private static <T> List<T> joined(List<T> earlier, List<T> later) {
        List<T> all = new ArrayList<>(earlier);
        all.addAll(later);
        return all;
    }
}
