package dev.liverun.events;

import dev.liverun.events.contract.EventPayload;
import dev.liverun.events.correlation.Correlation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event: the CloudEvents 1.0 attributes that Liverun uses, and the data.
 *
 * @param id {@code ce_id}; for a recorded fact the record's own id
 * @param sequence the aggregate's own count of its state events, from 1; 0 for facts
 * @param time when it happened
 * @param correlationId ties the event to the request that caused it, over HTTP and Kafka
 */
public record Event<T extends EventPayload>(
        UUID id,
        EventType type,
        long sequence,
        Instant time,
        @Nullable String correlationId,
        T data) {

    /** A state event: the aggregate's state number {@code sequence}. */
    public static <T extends EventPayload> Event<T> state(T data, long sequence, Instant time) {
        return new Event<>(Ids.next(), kind(data, EventType.Kind.STATE), sequence, time, Correlation.current(), data);
    }

    /** A fact, recorded under {@code id} by its owner. */
    public static <T extends EventPayload> Event<T> fact(UUID id, T data, Instant time) {
        return new Event<>(id, kind(data, EventType.Kind.FACT), 0, time, Correlation.current(), data);
    }

    /** {@code ce_subject}. */
    public UUID subject() {
        return data.aggregateId();
    }

    public boolean is(Class<? extends EventPayload> payload) {
        return payload.isInstance(data);
    }

    /** The same event, on behalf of the request that {@code correlationId} names. */
    public Event<T> correlated(@Nullable String correlationId) {
        return new Event<>(id, type, sequence, time, correlationId, data);
    }

    private static EventType kind(EventPayload data, EventType.Kind expected) {
        var type = EventType.of(data);
        if (type.kind() != expected) {
            throw new IllegalArgumentException(type + " is a " + type.kind() + " event");
        }
        return type;
    }
}
