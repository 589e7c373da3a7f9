package dev.liverun.runner.runs;

import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.workflows.WorkflowLibrary;
import java.util.Map;
import java.util.UUID;

/** One test of a run: its result's id, what to run and against what. */
record PlannedTest(
        UUID resultId, EndpointView endpoint, WorkflowLibrary.Runnable workflow, Map<String, Object> testData) {}
