package dev.liverun.events.contract;

import org.jspecify.annotations.Nullable;

/**
 * ACTIVE or PAUSED → FAILED. Runs are cancelled and undone.
 */
public record SessionFailed(
        SessionSnapshot session, @Nullable String reason, String actor) implements SessionEvent {}
