package dev.liverun.health.probe;

import dev.liverun.events.contract.HealthStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks of one endpoint by a remote probe.
 *
 * @param probe where it looks from
 */
record ProbeBatch(
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
                message = "must be up to 100 letters, digits, '.', '_' or '-'")
        @Nullable
        String probe,

        @NotNull @Size(min = 1, max = 1000) @Nullable List<@NotNull @Valid ProbeCheck> checks) {

    /**
     * One check (specification: IntegrationHealthStatus).
     *
     * @param id made by the probe; posting it again changes nothing
     */
    record ProbeCheck(
            @NotNull @Nullable UUID id,
            @NotNull @Nullable HealthStatus status,
            @Min(0) @Nullable Integer responseTimeMs,
            @Min(100) @Max(599) @Nullable Integer statusCode,
            @Size(max = 1000) @Nullable String errorMessage,
            @NotNull @Nullable Instant checkedAt) {}
}
