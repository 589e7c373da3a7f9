package dev.liverun.runner.imports;

import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestStatus;
import java.util.Map;
import java.util.UUID;

/**
 * What became of an import.
 *
 * @param runId the run that holds the results
 * @param imported whether it was imported now; false: the same document was here before, and nothing was changed
 */
public record ImportResponse(UUID runId, RunStatus status, Map<TestStatus, Integer> totals, boolean imported) {}
