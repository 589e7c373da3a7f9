package dev.liverun.session.timeline;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a session's timeline.
 *
 * @param position counts from 1; it is the cursor with which to go on
 * @param kind session, health, test, feedback or note
 */
public record TimelineItem(
        long position,
        String kind,
        String type,
        Instant at,
        @Nullable String actor,
        String title,
        Map<String, Object> data) {}
