package dev.liverun.events.contract;

/**
 * A file was attached to the report.
 */
public record AttachmentAdded(FeedbackSnapshot feedback, AttachmentSnapshot attachment, String actor)
        implements FeedbackEvent {}
