package dev.liverun.health.alarm;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param reason what is known, or who takes care of it */
record AcknowledgeRequest(
        @NotBlank @Size(max = 1000) @Nullable String reason) {}
