package dev.liverun.health.board;

import dev.liverun.events.contract.HealthStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint on the board, with its JSON as everybody gets it.
 *
 * @param sortKey the order of the board
 * @param checkId of its last check
 */
public record BoardEntry(
        UUID id,
        String name,
        String sortKey,
        List<String> tags,
        @Nullable String group,
        @Nullable HealthStatus status,
        @Nullable UUID checkId,
        byte[] json) {}
