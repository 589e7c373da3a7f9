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
import java.util.UUID;

/**
 * Keeps who did what, when and why. An entry is written in the transaction of the change that it tells about: both are
 * there, or neither. The table refuses to be changed.
 */
@ApplicationScoped
public class Audit {

    private static final String INSERT = """
            insert into audit_log (id, actor, action, target_type, target_id, reason, details, correlation_id)
            select id, actor, action, target_type, target_id, reason, details::jsonb, correlation_id
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                as entry (id, actor, action, target_type, target_id, reason, details, correlation_id)
            """;

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
        return new Statements().and(part(List.of(entry))).execute();
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
                .execute(Tuple.from(part(entries).parameters()))
                .replaceWithVoid();
    }

    /** The same as a part of what is written together. */
    public Statements.Part part(List<AuditEntry> entries) {
        int count = entries.size();
        var ids = new UUID[count];
        var actors = new String[count];
        var actions = new String[count];
        var targetTypes = new String[count];
        var targetIds = new String[count];
        var reasons = new String[count];
        var details = new String[count];
        var correlations = new String[count];
        for (int i = 0; i < count; i++) {
            var entry = entries.get(i);
            ids[i] = Ids.next();
            actors[i] = entry.actor();
            actions[i] = entry.action();
            targetTypes[i] = entry.targetType();
            targetIds[i] = entry.targetId();
            reasons[i] = entry.reason();
            details[i] = json(entry.details());
            correlations[i] = entry.correlationId();
        }
        return Statements.Part.of(
                "audit_entries", INSERT, ids, actors, actions, targetTypes, targetIds, reasons, details, correlations);
    }

    private String json(Map<String, Object> details) {
        try {
            return mapper.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("details of an audit entry must be writable as JSON", e);
        }
    }
}
