package dev.liverun.runner.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.AssertionOutcome;
import java.util.ArrayList;
import java.util.List;

/** What is kept of steps, redacted, before a result is made of it; can be stored and continued. */
public record RecordedSteps(
        List<JsonNode> requests, List<JsonNode> responses, List<JsonNode> assertions, List<AssertionOutcome> outcomes) {

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

    private static <T> List<T> joined(List<T> earlier, List<T> later) {
        List<T> all = new ArrayList<>(earlier);
        all.addAll(later);
        return all;
    }
}
