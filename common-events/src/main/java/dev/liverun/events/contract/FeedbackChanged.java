package dev.liverun.events.contract;

import java.util.List;

/**
 * Attributes changed; {@code changed} names them in snake_case.
 */
public record FeedbackChanged(FeedbackSnapshot feedback, List<String> changed, String actor) implements FeedbackEvent {}
