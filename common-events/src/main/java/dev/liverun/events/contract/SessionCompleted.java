package dev.liverun.events.contract;

import org.jspecify.annotations.Nullable;

/**
 * ACTIVE → COMPLETED.
 */
public record SessionCompleted(
        SessionSnapshot session, @Nullable String reason, String actor) implements SessionEvent {}
