package dev.liverun.feedback.github.conflicts;

import dev.liverun.events.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code github_conflicts}. */
@ApplicationScoped
public class Conflicts {

    /** Which of the two values stays. */
    public enum Kept {
        OURS,
        THEIRS
    }

    /** One field that both sides changed differently. */
    public record Conflict(
            UUID id,
            UUID feedbackId,
            String field,
            @Nullable String agreed,
            String ours,
            String theirs,
            Instant foundAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            @Nullable Kept kept) {}

    private static final String ADD = """
            insert into github_conflicts (id, feedback_id, field, agreed, ours, theirs, found_at)
            values (?1, ?2, ?3, cast(?4 as text), ?5, ?6, ?7)
            """;

    private static final String COLUMNS =
            "id, feedback_id, field, agreed, ours, theirs, found_at, settled_at, settled_by, kept";

    private static final String OF = "select " + COLUMNS + " from github_conflicts"
            + " where feedback_id = $1 order by settled_at is not null, found_at, id limit 200";

    private static final String OPEN = "select " + COLUMNS + " from github_conflicts"
            + " where settled_at is null and ($1::timestamptz is null or (found_at, id) > ($1, $2))"
            + " order by found_at, id limit $3";

    private static final String HOLD = "select feedback_id, field, ours from github_conflicts"
            + " where id = ?1 and feedback_id = ?2 and settled_at is null for update";

    private static final String SETTLE =
            "update github_conflicts set settled_at = ?2, settled_by = ?3, kept = ?4 where id = ?1";

    private final Pool pool;

    Conflicts(Pool pool) {
        this.pool = pool;
    }

    /** In the current Hibernate Reactive transaction. */
    public Uni<Void> add(UUID feedbackId, List<Clash> clashes, Instant at) {
        return Multi.createFrom()
                .iterable(clashes)
                .onItem()
                .transformToUniAndConcatenate(
                        clash -> Panache.getSession().chain(session -> session.createNativeQuery(ADD)
                                .setParameter(1, Ids.next())
                                .setParameter(2, feedbackId)
                                .setParameter(3, clash.field())
                                .setParameter(4, clash.agreed())
                                .setParameter(5, clash.ours())
                                .setParameter(6, clash.theirs())
                                .setParameter(7, at)
                                .executeUpdate()))
                .onItem()
                .ignoreAsUni();
    }

    /** Those of a report, the open ones first. */
    public Uni<List<Conflict>> of(UUID feedbackId) {
        return pool.preparedQuery(OF).execute(Tuple.of(feedbackId)).map(Conflicts::read);
    }

    /** All that nobody has settled, the oldest first. */
    public Uni<List<Conflict>> open(@Nullable OffsetDateTime after, @Nullable UUID afterId, int rows) {
        return pool.preparedQuery(OPEN).execute(Tuple.of(after, afterId, rows)).map(Conflicts::read);
    }

    /** What ours was, held until the current transaction ends; empty when it is settled or there is none. */
    public Uni<Optional<Clash>> hold(UUID id, UUID feedbackId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLD, Object[].class)
                        .setParameter(1, id)
                        .setParameter(2, feedbackId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Clash((String) row[1], null, (String) row[2], ""))
                        .findFirst());
    }

    /** In the current Hibernate Reactive transaction. */
    public Uni<Void> settle(UUID id, Kept kept, String by, Instant at) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SETTLE)
                        .setParameter(1, id)
                        .setParameter(2, at)
                        .setParameter(3, by)
                        .setParameter(4, kept.name())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static List<Conflict> read(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Conflict(
                        row.getUUID("id"),
                        row.getUUID("feedback_id"),
                        row.getString("field"),
                        row.getString("agreed"),
                        row.getString("ours"),
                        row.getString("theirs"),
                        row.getOffsetDateTime("found_at").toInstant(),
                        instant(row.getOffsetDateTime("settled_at")),
                        row.getString("settled_by"),
                        row.getString("kept") == null ? null : Kept.valueOf(row.getString("kept"))))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
