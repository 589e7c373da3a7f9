package dev.liverun.events.contract;

import java.util.List;

/**
 * Attributes, participants or configuration changed; {@code changed} names them in snake_case.
 */
public record SessionChanged(SessionSnapshot session, List<String> changed, String actor) implements SessionEvent {}
