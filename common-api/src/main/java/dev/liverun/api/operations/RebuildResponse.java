package dev.liverun.api.operations;

import dev.liverun.events.rebuild.Rebuild;
import dev.liverun.events.rebuild.RebuildState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A view that is, or was, made anew.
 *
 * @param events that their owners have published for it so far
 * @param waitingFor the types of events whose owners have not published all yet; empty once it has ended
 * @param error why it is FAILED
 */
public record RebuildResponse(
        UUID id,
        String view,
        RebuildState state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt,
        long events,
        List<String> waitingFor,
        @Nullable String error) {

    static RebuildResponse of(Rebuild rebuild, List<String> waitingFor) {
        return new RebuildResponse(
                rebuild.id(),
                rebuild.view(),
                rebuild.state(),
                rebuild.requestedBy(),
                rebuild.requestedAt(),
                rebuild.endedAt(),
                rebuild.events(),
                rebuild.endedAt() == null ? waitingFor : List.of(),
                rebuild.error());
    }
}
