package dev.liverun.events.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be applied.
 *
 * @param id names it for {@link DeadLetters#replay}: partition and offset in the dead-letter topic
 * @param reason why it was set aside
 * @param topic where it came from, with its {@code partition} and {@code offset} there
 * @param data its value as text; cut after 4,096 characters
 */
public record DeadLetter(
        String id,
        Instant at,
        String reason,
        String topic,
        int partition,
        long offset,
        @Nullable String eventId,
        @Nullable String eventType,
        @Nullable String key,
        String data) {}
