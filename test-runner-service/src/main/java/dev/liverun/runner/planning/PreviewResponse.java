package dev.liverun.runner.planning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.runner.workflow.Part;
import dev.liverun.runner.workflow.StepKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run would send. Nothing was sent, nothing is kept.
 *
 * @param dryRun always true
 * @param confirmation to be given with the run, which then sends exactly this; required where it is destructive
 * @param runTag what the run will put into its test data
 */
public record PreviewResponse(
        boolean dryRun,
        String confirmation,
        boolean confirmationRequired,
        UUID runId,
        String runTag,
        List<PreviewTest> tests) {

    /**
     * A test.
     *
     * @param obstacle why it would be skipped; null if it would run
     */
    public record PreviewTest(
            boolean dryRun,
            String testName,
            UUID endpointId,
            String endpointName,
            String baseUrl,
            String auth,
            @Nullable String dataRow,
            StepKind kind,
            boolean destructive,
            @Nullable String obstacle,
            List<PreviewStep> steps) {}

    /**
     * A step. What depends on an answer stands there as <code>${name}</code>.
     *
     * @param request what would be sent, secrets masked; null for a question
     * @param undo what would be sent to take it back, should the test not pass
     * @param amount what it would spend
     * @param conditional whether it depends on an answer that it is taken
     * @param repeated whether it depends on an answer how often it is taken
     * @param tries how often it may be sent at most, where it is tried until something holds
     * @param problem why it cannot be made, if so
     */
    public record PreviewStep(
            boolean dryRun,
            String name,
            Part part,
            StepKind kind,
            boolean destructive,
            @Nullable JsonNode request,
            @Nullable JsonNode undo,
            @Nullable String question,
            @Nullable String amount,
            boolean conditional,
            boolean repeated,
            @Nullable String tries,
            @Nullable String problem) {}
}
