package dev.liverun.runner.runs;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test to be run.
 *
 * @param endpointId what to test; or its integration's name
 * @param testName a workflow's name
 * @param testData values for the workflow's variables
 */
public record TestRequest(
        @Nullable UUID endpointId,
        @Nullable @Size(max = 100) String integration,
        @NotBlank @Size(max = 100) String testName,
        @Nullable Map<String, Object> testData) {}
