package dev.liverun.events.contract;

import java.util.UUID;

/**
 * The data of an event.
 */
public sealed interface EventPayload
        permits SessionEvent, EndpointEvent, HealthEvent, TestEvent, FeedbackEvent, OperationsEvent {

    /** The aggregate this event is about: {@code ce_subject}. */
    UUID aggregateId();

    /** Events with the same key keep their order on the topic. */
    default UUID partitionKey() {
        return aggregateId();
    }
}
