package dev.liverun.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.events.Ids;
import dev.liverun.events.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Keeps who did what, when and why. An entry is written in the transaction of the change that it tells about: both are
 * there, or neither. The table refuses to be changed.
 */
@ApplicationScoped
public class Audit {

    private static final String INSERT = "insert into audit_log"
            + " (id, actor, action, target_type, target_id, reason, details, correlation_id)"
            + " values ($1, $2, $3, $4, $5, $6, cast(cast($7 as text) as jsonb), $8)";

    private final ObjectMapper mapper;

    Audit(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Records in the current Hibernate Reactive transaction.
     *
     * @return fails with {@link IllegalStateException} when there is no transaction
     */
    public Uni<Void> record(AuditEntry entry) {
        return new Statements().and(part(entry)).execute();
    }

    /** The same as a part of what is written together. */
    public Statements.Part part(AuditEntry entry) {
        return Statements.Part.of(
                "audit_entry",
                INSERT,
                Ids.next(),
                entry.actor(),
                entry.action(),
                entry.targetType(),
                entry.targetId(),
                entry.reason(),
                json(entry.details()),
                entry.correlationId());
    }

    /** Records in the transaction of {@code transaction}. */
    public Uni<Void> record(SqlConnection transaction, AuditEntry entry) {
        return record(transaction, List.of(entry));
    }

    /** Records all of them, in this order. */
    public Uni<Void> record(SqlConnection transaction, List<AuditEntry> entries) {
        if (transaction.transaction() == null) {
            return Uni.createFrom().failure(new IllegalStateException("Audit.record needs a transaction"));
        }
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(INSERT)
                .executeBatch(entries.stream().map(this::row).toList())
                .replaceWithVoid();
    }

    private Tuple row(AuditEntry entry) {
        return Tuple.tuple()
                .addValue(Ids.next())
                .addValue(entry.actor())
                .addValue(entry.action())
                .addValue(entry.targetType())
                .addValue(entry.targetId())
                .addValue(entry.reason())
                .addValue(json(entry.details()))
                .addValue(entry.correlationId());
    }

    private String json(Map<String, Object> details) {
        try {
            return mapper.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("details of an audit entry must be writable as JSON", e);
        }
    }
}
