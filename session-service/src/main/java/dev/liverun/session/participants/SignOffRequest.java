package dev.liverun.session.participants;

import dev.liverun.session.report.evidence.SignOff.Decision;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A word on sealed evidence.
 *
 * @param reason needed to reject
 * @param sealVersion which seal is meant; left out, the latest
 */
public record SignOffRequest(
        @NotNull Decision decision,
        @Nullable @Size(max = 2_000) String reason,
        @Nullable @Min(1) Integer sealVersion) {}
