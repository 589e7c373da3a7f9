package dev.liverun.events.contract;

import org.jspecify.annotations.Nullable;

/**
 * PAUSED → ACTIVE.
 */
public record SessionResumed(
        SessionSnapshot session, @Nullable String reason, String actor) implements SessionEvent {}
