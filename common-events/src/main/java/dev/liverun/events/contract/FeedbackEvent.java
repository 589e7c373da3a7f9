package dev.liverun.events.contract;

import java.util.UUID;

/**
 * State events of a feedback report; each carries the whole report.
 */
public sealed interface FeedbackEvent extends EventPayload
        permits FeedbackFiled, FeedbackChanged, FeedbackLinked, FeedbackResolved, AttachmentAdded {

    /** The whole report as it is after the event. */
    FeedbackSnapshot feedback();

    @Override
    default UUID aggregateId() {
        return feedback().id();
    }
}
