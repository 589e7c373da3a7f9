package dev.liverun.runner.recording;

import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.StepTime;
import java.util.List;

/**
 * What is kept of an execution: redacted, within limits, as JSON that PostgreSQL can store.
 *
 * @param outcomes the assertions as events tell them; their values are shortened
 * @param slowestSteps as events tell them
 */
public record Recorded(
        String requestData,
        String responseData,
        String assertions,
        List<AssertionOutcome> outcomes,
        List<StepTime> slowestSteps) {}
