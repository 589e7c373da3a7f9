package dev.liverun.events.contract;

/**
 * A session was created; testing has not begun.
 */
public record SessionCreated(SessionSnapshot session, String actor) implements SessionEvent {}
