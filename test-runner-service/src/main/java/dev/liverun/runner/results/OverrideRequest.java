package dev.liverun.runner.results;

import dev.liverun.events.contract.FailureClass;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A person's judgement of who is at fault. */
public record OverrideRequest(
        @NotNull FailureClass failureClass,
        @NotBlank @Size(max = 1000) String reason) {}
