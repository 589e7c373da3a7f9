package dev.liverun.events.contract;

/**
 * A report was filed.
 */
public record FeedbackFiled(FeedbackSnapshot feedback, String actor) implements FeedbackEvent {}
