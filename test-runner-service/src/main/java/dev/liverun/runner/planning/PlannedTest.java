package dev.liverun.runner.planning;

import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.workflows.WorkflowLibrary;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One test of a run: its result's id, what to run and against what.
 *
 * @param position in its run, from 1
 * @param dataRow tells it from the tests with other rows of data
 */
public record PlannedTest(
        UUID resultId,
        int position,
        EndpointView endpoint,
        WorkflowLibrary.Runnable workflow,
        Map<String, Object> testData,
        @Nullable String dataRow) {}
