package dev.liverun.feedback.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.events.contract.SessionStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The table {@code session_view}. */
@ApplicationScoped
public class SessionViews {

    private static final String SELECT = """
            select id, version, name, status, tester_id, participants::text as participants,
                   configuration::text as configuration
              from session_view where id = any($1) and not purged
            """;

    /** Of two states of the same session the later one stays, in whatever order they arrive. */
    private static final String UPSERT = """
            insert into session_view as known (id, version, name, status, tester_id, participants, configuration, purged)
            values ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8)
            on conflict (id) do update
               set version = excluded.version, name = excluded.name, status = excluded.status,
                   tester_id = excluded.tester_id, participants = excluded.participants,
                   configuration = excluded.configuration, purged = excluded.purged
             where known.version < excluded.version or (known.version = excluded.version and excluded.purged)
            """;

    private final Pool pool;
    private final ObjectMapper mapper;

    SessionViews(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    public Uni<Optional<KnownSession>> find(UUID id) {
        return find(Set.of(id), pool).map(found -> Optional.ofNullable(found.get(id)));
    }

    /** Those that are known, by their id. */
    public Uni<Map<UUID, KnownSession>> find(Set<UUID> ids, SqlClient client) {
        return client.preparedQuery(SELECT)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::read)
                        .collect(Collectors.toMap(KnownSession::id, session -> session)));
    }

    /** Remembers what the owner said; what it publishes later takes precedence. */
    public Uni<Void> remember(KnownSession session) {
        return put(session, false, pool);
    }

    Uni<Void> put(KnownSession session, boolean purged, SqlClient client) {
        return client.preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addValue(session.id())
                        .addValue(session.version())
                        .addValue(session.name())
                        .addValue(session.status().name())
                        .addValue(session.testerId())
                        .addValue(json(session.participants()))
                        .addValue(json(session.configuration()))
                        .addValue(purged))
                .replaceWithVoid();
    }

    private KnownSession read(Row row) {
        try {
            return new KnownSession(
                    row.getUUID("id"),
                    row.getLong("version"),
                    row.getString("name"),
                    SessionStatus.valueOf(row.getString("status")),
                    row.getString("tester_id"),
                    mapper.readValue(row.getString("participants"), new TypeReference<>() {}),
                    mapper.readValue(row.getString("configuration"), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("session_view holds what was not written here", e);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }
}
