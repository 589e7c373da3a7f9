package dev.liverun.runner.planning;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several tests to be run.
 *
 * @param tests those of one endpoint begin in this order
 * @param matrix further tests: every combination
 * @param parallel how many tests of one endpoint run at once; 1 unless said
 * @param deadlineSeconds how long the run may take in all
 * @param confirmation of a dry run, where one of the workflows is destructive
 */
public record RunRequest(
        @Nullable @Size(max = 500) List<@NotNull @Valid TestRequest> tests,
        @Nullable @Valid MatrixRequest matrix,
        @Nullable @Min(1) @Max(50) Integer parallel,
        @Nullable @Min(1) @Max(86_400) Integer deadlineSeconds,
        @Nullable @Size(max = 200) String confirmation) {

    public List<TestRequest> all() {
        List<TestRequest> all = new ArrayList<>(tests == null ? List.of() : tests);
        if (matrix != null) {
            all.addAll(matrix.tests());
        }
        return all;
    }
}
