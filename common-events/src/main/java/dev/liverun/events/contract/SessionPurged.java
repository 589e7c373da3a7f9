package dev.liverun.events.contract;

/**
 * The session and what hangs on it is gone from its owner (deleted before start, or retention).
 */
public record SessionPurged(SessionSnapshot session, String reason, String actor) implements SessionEvent {}
