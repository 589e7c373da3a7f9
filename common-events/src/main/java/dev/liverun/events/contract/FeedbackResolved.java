package dev.liverun.events.contract;

/**
 * The report became RESOLVED or CLOSED, here or on GitHub.
 */
public record FeedbackResolved(FeedbackSnapshot feedback, String actor) implements FeedbackEvent {}
