package dev.liverun.session.timeline;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a session, not yet on its timeline.
 *
 * @param type what happened, such as {@code session.started}
 * @param actor who did it, if it was somebody
 * @param title the same in a line for people
 * @param data what else there is to know
 */
public record TimelineEntry(
        UUID sessionId,
        TimelineKind kind,
        String type,
        Instant at,
        @Nullable String actor,
        String title,
        Map<String, Object> data) {

    String dataJson() {
        return new JsonObject(data).encode();
    }
}
