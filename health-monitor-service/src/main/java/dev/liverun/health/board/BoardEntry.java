package dev.liverun.health.board;

import dev.liverun.events.contract.HealthStatus;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint on the board, with its JSON as everybody gets it.
 *
 * @param checkId of its last check
 */
public record BoardEntry(
        UUID id,
        String name,
        List<String> tags,
        @Nullable String group,
        @Nullable HealthStatus status,
        @Nullable UUID checkId,
        byte[] json) {

    /** The order of the board. */
    String sortKey() {
        return name.toLowerCase(Locale.ROOT);
    }
}
