package dev.liverun.runner.planning;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test to be run.
 *
 * @param endpointId what to test; or its integration's name
 * @param testName a workflow's name
 * @param testData values for the workflow's variables
 * @param data rows of further values, each a test of its own; they replace the workflow's own rows
 * @param csv the same as CSV whose first line names the variables
 * @param confirmation of a dry run, where the workflow is destructive; of a single test only
 */
public record TestRequest(
        @Nullable UUID endpointId,
        @Nullable @Size(max = 100) String integration,
        @NotBlank @Size(max = 100) String testName,
        @Nullable Map<String, Object> testData,
        @Nullable @Size(max = 200) List<Map<String, Object>> data,
        @Nullable @Size(max = 262_144) String csv,
        @Nullable @Size(max = 200) String confirmation) {}
