package dev.liverun.events.contract;

/**
 * A person who takes part in a session; {@code subject} is the token's {@code sub}.
 */
public record Participant(String subject, ParticipantRole role) {}
