package dev.liverun.runner.planning;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tests × endpoints × data: every combination.
 *
 * @param data rows of values, the same for every test; without them a workflow's own
 */
public record MatrixRequest(
        @NotEmpty @Size(max = 100) List<@NotBlank @Size(max = 100) String> testNames,
        @NotEmpty @Size(max = 100) List<@NotNull UUID> endpointIds,
        @Nullable @Size(max = 200) List<Map<String, Object>> data,
        @Nullable @Size(max = 262_144) String csv) {

    List<TestRequest> tests() {
        List<TestRequest> tests = new ArrayList<>();
        for (String name : testNames) {
            for (UUID endpoint : endpointIds) {
                tests.add(new TestRequest(endpoint, null, name, null, data, csv, null));
            }
        }
        return tests;
    }
}
