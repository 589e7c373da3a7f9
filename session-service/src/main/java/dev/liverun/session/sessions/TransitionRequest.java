package dev.liverun.session.sessions;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why a session is taken into another state; for the timeline, the audit log and the report. */
public record TransitionRequest(@Nullable @Size(max = 2_000) String reason) {}
