package dev.liverun.session.report.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.session.report.Verdict;
import dev.liverun.session.report.evidence.SignOff.Decision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Seals and what was said about them. */
@ApplicationScoped
public class SealRepository {

    /** A seal with what it holds. */
    record Sealed(Seal seal, Evidence evidence) {}

    private static final String COLUMNS = "select version, sealed_at, sha256, verdict";
    private static final String ALL = COLUMNS + " from session_seals where session_id = $1 order by version desc";
    private static final String ONE = COLUMNS + ", evidence from session_seals"
            + " where session_id = $1 and ($2::int is null or version = $2) order by version desc limit 1";
    private static final String SOME =
            "select version, evidence from session_seals where session_id = $1 and version = any($2)";
    private static final String ADD = "insert into session_seals (session_id, version, sealed_at, sha256, verdict,"
            + " evidence) values ($1, $2, $3, $4, $5, $6)";
    private static final String MARK = "update session_results set seal = $2 where session_id = $1 and seal is null";
    private static final String MARK_WORDS =
            "update session_reclassifications set seal = $2 where session_id = $1 and seal is null";
    private static final String SIGN_OFFS = """
            select * from (
                select distinct on (subject) id, subject, display_name, decision, reason, seal_version, at
                  from session_sign_offs where session_id = $1 order by subject, id desc) latest
             order by id
            """;

    private final Pool pool;
    private final ObjectMapper mapper;
    private final ObjectMapper reader;

    SealRepository(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
        // A seal of an older version may hold what this one does not know any more.
        this.reader = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The newest first. */
    public Uni<List<Seal>> all(UUID sessionId) {
        return pool.preparedQuery(ALL).execute(Tuple.of(sessionId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(SealRepository::seal)
                .toList());
    }

    /** One with what it holds; without a version the latest. */
    Uni<Optional<Sealed>> find(UUID sessionId, @Nullable Integer version) {
        return pool.preparedQuery(ONE).execute(Tuple.of(sessionId, version)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> new Sealed(seal(row), evidence(row.getString("evidence"))))
                .findFirst());
    }

    /** What the seals of these versions hold, but for the results; over {@code client}. */
    public Uni<Map<Integer, Evidence>> evidence(SqlClient client, UUID sessionId, List<Integer> versions) {
        return client.preparedQuery(SOME)
                .execute(Tuple.of(sessionId, versions.toArray(Integer[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> row.getInteger("version"), row -> evidence(row.getString("evidence")))));
    }

    /** In the transaction of {@code transaction}: the seal, and which results it holds. */
    Uni<Void> add(SqlConnection transaction, UUID sessionId, Seal seal, Evidence evidence) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(
                        sessionId,
                        seal.version(),
                        seal.sealedAt().atOffset(ZoneOffset.UTC),
                        seal.sha256(),
                        seal.verdict().name(),
                        json(evidence)))
                .chain(() -> transaction.preparedQuery(MARK).execute(Tuple.of(sessionId, seal.version())))
                .chain(() -> transaction.preparedQuery(MARK_WORDS).execute(Tuple.of(sessionId, seal.version())))
                .replaceWithVoid();
    }

    /** The latest word of each person, in the order in which they were said. */
    public Uni<List<SignOff>> signOffs(UUID sessionId) {
        return signOffs(pool, sessionId);
    }

    /** The same over {@code client}, such as a transaction that sees everything at one moment. */
    public Uni<List<SignOff>> signOffs(SqlClient client, UUID sessionId) {
        return client.preparedQuery(SIGN_OFFS).execute(Tuple.of(sessionId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> new SignOff(
                        row.getString("subject"),
                        row.getString("display_name"),
                        Decision.valueOf(row.getString("decision")),
                        row.getString("reason"),
                        row.getInteger("seal_version"),
                        row.getOffsetDateTime("at").toInstant()))
                .toList());
    }

    private static Seal seal(Row row) {
        return new Seal(
                row.getInteger("version"),
                row.getOffsetDateTime("sealed_at").toInstant(),
                row.getString("sha256"),
                Verdict.Outcome.valueOf(row.getString("verdict")));
    }

    private String json(Evidence evidence) {
        try {
            return mapper.writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is always JSON", e);
        }
    }

    private Evidence evidence(String json) {
        try {
            return reader.readValue(json, Evidence.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a seal holds what was written", e);
        }
    }
}
