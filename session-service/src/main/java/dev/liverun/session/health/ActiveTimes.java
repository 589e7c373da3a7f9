package dev.liverun.session.health;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When sessions were ACTIVE: what integrations do in a pause is not held against them, nor counted for them. */
final class ActiveTimes {

    /** {@code to} is null while it goes on. */
    record Span(Instant from, @Nullable Instant to) {

        boolean contains(Instant time) {
            return !time.isBefore(from) && (to == null || time.isBefore(to));
        }
    }

    private static final String OF =
            "select session_id, began_at, ended_at from session_activity where session_id = any($1)";

    private final Map<UUID, List<Span>> spans;

    ActiveTimes(Map<UUID, List<Span>> spans) {
        this.spans = spans;
    }

    static Uni<ActiveTimes> of(Collection<UUID> sessionIds, SqlConnection transaction) {
        if (sessionIds.isEmpty()) {
            return Uni.createFrom().item(new ActiveTimes(Map.of()));
        }
        return transaction
                .preparedQuery(OF)
                .execute(Tuple.of((Object) sessionIds.toArray(UUID[]::new)))
                .map(rows -> {
                    var spans = new HashMap<UUID, List<Span>>();
                    for (var row : rows) {
                        var to = row.getOffsetDateTime(2);
                        spans.computeIfAbsent(row.getUUID(0), id -> new ArrayList<>())
                                .add(new Span(
                                        row.getOffsetDateTime(1).toInstant(), to == null ? null : to.toInstant()));
                    }
                    return new ActiveTimes(spans);
                });
    }

    boolean wasActive(UUID sessionId, Instant time) {
        return spans.getOrDefault(sessionId, List.of()).stream().anyMatch(span -> span.contains(time));
    }
}
