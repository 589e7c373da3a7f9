package dev.liverun.runner.halt;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why outgoing calls are to be stopped, or may go on. */
public record HaltRequest(@NotBlank @Size(max = 500) String reason) {}
