package dev.liverun.api.operations;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which view is to be made anew, and why. */
public record RebuildRequest(
        @NotBlank String view, @Nullable @Size(max = 2000) String reason) {}
