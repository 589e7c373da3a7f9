package dev.liverun.runner.sessions;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.liverun.api.problem.Unavailable;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.runner.peers.PeerSession;
import dev.liverun.runner.peers.Peers;
import dev.liverun.runner.recording.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sessions as they are known here; filled by events, and by asking the owner once about an unknown one. */
@ApplicationScoped
public class SessionViews {

    private static final String SELECT =
            "select id, version, status, name, tester_id, cast(participants as text) as participants,"
                    + " cast(configuration as text) as configuration, purged from session_view where id = $1";

    /** Of two states of the same session the later one stays, in whatever order they arrive. */
    private static final String UPSERT = """
            insert into session_view
                (id, version, status, name, tester_id, participants, configuration, ended_at, purged)
            values ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8, $9)
            on conflict (id) do update
               set version = excluded.version, status = excluded.status, name = excluded.name,
                   tester_id = excluded.tester_id, participants = excluded.participants,
                   configuration = excluded.configuration, ended_at = excluded.ended_at, purged = excluded.purged
             where session_view.version <= excluded.version and not session_view.purged
            """;

    private final Pool pool;
    private final Peers peers;

    SessionViews(Pool pool, Peers peers) {
        this.pool = pool;
        this.peers = peers;
    }

    /** The session, if it exists; on a miss its owner is asked once. */
    public Uni<Optional<SessionView>> find(UUID id) {
        return read(pool, id, "")
                .chain(known -> known.isPresent() ? Uni.createFrom().item(known) : fetch(id));
    }

    /**
     * The session, if it exists. One that is not as it would have to be may only be behind, because the event that tells
     * of the change is still on its way: its owner is asked once before it counts.
     */
    public Uni<Optional<SessionView>> find(UUID id, Predicate<SessionView> asWanted) {
        return find(id).chain(known -> known.filter(asWanted).isPresent() || known.isEmpty()
                ? Uni.createFrom().item(known)
                : fetch(id)
                        .map(fetched -> fetched.or(() -> known))
                        .onFailure(Unavailable.class)
                        .recoverWithItem(known));
    }

    /** The session as it is now; it stays so until the end of the transaction. */
    public Uni<Optional<SessionView>> lock(UUID id, SqlConnection transaction) {
        return read(transaction, id, " for share");
    }

    private Uni<Optional<SessionView>> fetch(UUID id) {
        return peers.session(id)
                .chain(answer -> answer.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : pool.preparedQuery(UPSERT).execute(row(answer.get())).chain(() -> read(pool, id, "")));
    }

    private static Uni<Optional<SessionView>> read(SqlClient client, UUID id, String lock) {
        return client.preparedQuery(SELECT + lock).execute(Tuple.of(id)).map(SessionViews::first);
    }

    private static Optional<SessionView> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(view(rows.iterator().next()));
    }

    private static SessionView view(Row row) {
        return new SessionView(
                row.getUUID("id"),
                row.getLong("version"),
                SessionStatus.valueOf(row.getString("status")),
                row.getString("name"),
                row.getString("tester_id"),
                StoredJson.read(row.getString("participants"), new TypeReference<>() {}),
                StoredJson.map(row.getString("configuration")),
                row.getBoolean("purged"));
    }

    Uni<Void> put(SessionSnapshot session, boolean purged, SqlConnection transaction) {
        return transaction
                .preparedQuery(UPSERT)
                .execute(row(
                        session.id(),
                        session.version(),
                        session.status(),
                        session.name(),
                        session.testerId(),
                        StoredJson.write(session.participants()),
                        StoredJson.write(session.configuration()),
                        session.endedAt(),
                        purged))
                .replaceWithVoid();
    }

    private static Tuple row(PeerSession session) {
        return row(
                session.id(),
                session.version(),
                session.status(),
                session.name(),
                session.testerId(),
                StoredJson.write(session.participants()),
                StoredJson.write(session.configuration()),
                session.endedAt(),
                false);
    }

    private static Tuple row(
            UUID id,
            long version,
            SessionStatus status,
            String name,
            String testerId,
            String participants,
            String configuration,
            @Nullable Instant endedAt,
            boolean purged) {
        return Tuple.tuple()
                .addValue(id)
                .addValue(version)
                .addValue(status.name())
                .addValue(name)
                .addValue(testerId)
                .addValue(participants)
                .addValue(configuration)
                .addValue(endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC))
                .addValue(purged);
    }
}
