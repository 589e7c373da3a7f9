package dev.liverun.runner.engine;

import dev.liverun.runner.workflow.WorkflowDefinition;
import java.util.Map;
import java.util.UUID;

/**
 * One workflow against one endpoint.
 *
 * @param runTag goes into the test data, so that sessions cannot meet each other's
 * @param position of the test in its run, from 1
 * @param testData values for the workflow's variables
 */
public record Execution(
        WorkflowDefinition workflow,
        Map<String, Object> testData,
        UUID resultId,
        UUID runId,
        String runTag,
        int position,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        String baseUrl) {}
