package dev.liverun.events.contract;

/**
 * The report has its GitHub issue: number and URL are set.
 */
public record FeedbackLinked(FeedbackSnapshot feedback) implements FeedbackEvent {}
