package dev.liverun.runner.runs;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why a run is to end early. */
public record CancelRequest(@Nullable @Size(max = 500) String reason) {}
