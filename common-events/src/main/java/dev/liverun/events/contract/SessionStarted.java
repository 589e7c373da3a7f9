package dev.liverun.events.contract;

/**
 * CREATED → ACTIVE: the tester began.
 */
public record SessionStarted(SessionSnapshot session, String actor) implements SessionEvent {}
