package dev.liverun.events.rebuild;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A view that is, or was, made anew.
 *
 * @param events that were published for it so far
 * @param answered the types of events whose owners have published all that they have
 * @param error why it is FAILED
 */
public record Rebuild(
        UUID id,
        String view,
        RebuildState state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant fillingAt,
        @Nullable Instant endedAt,
        long events,
        List<String> answered,
        long nextOffset,
        @Nullable String error) {}
