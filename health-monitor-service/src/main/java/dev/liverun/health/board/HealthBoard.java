package dev.liverun.health.board;

import dev.liverun.health.summary.HealthSummary;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints at a glance, or those that were asked for.
 *
 * @param totals how many of those endpoints have each confirmed status; UNKNOWN those that were never checked. Over all pages
 */
record HealthBoard(
        Map<String, Long> totals,
        List<Entry> items,
        @Nullable String nextCursor) {

    /** One endpoint. */
    record Entry(
            UUID id,
            String name,
            boolean enabled,
            List<String> tags,
            @Nullable String group,
            HealthSummary health) {}
}
