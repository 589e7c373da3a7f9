package dev.liverun.events.contract;

import org.jspecify.annotations.Nullable;

/**
 * ACTIVE → PAUSED, by a person or by the system.
 */
public record SessionPaused(
        SessionSnapshot session, PauseCause cause, @Nullable String reason, String actor) implements SessionEvent {}
