package dev.liverun.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the audit log, newest first. */
@ApplicationScoped
public class AuditRepository {

    private static final String COLUMNS = "id, at, actor, action, target_type, target_id, reason,"
            + " cast(details as text) as details, correlation_id";

    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final Pool pool;
    private final ObjectMapper mapper;

    AuditRepository(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /** The page of entries that match {@code filter}. */
    public Uni<Page<AuditRecord>> list(AuditFilter filter, PageRequest page) {
        var conditions = new Conditions();
        conditions.add("actor = $%d", filter.actor);
        conditions.add("action = $%d", filter.action);
        conditions.add("target_type = $%d", filter.targetType);
        conditions.add("target_id = $%d", filter.targetId);
        conditions.add("correlation_id = $%d", filter.correlationId);
        conditions.add("at >= $%d", atOffset(filter.from));
        conditions.add("at < $%d", atOffset(filter.to));
        conditions.add("id < $%d", page.cursor() == null ? null : page.cursor().uuid(0));
        var sql =
                "select " + COLUMNS + " from audit_log" + conditions.where() + " order by id desc limit " + page.rows();
        return pool.preparedQuery(sql)
                .execute(Tuple.from(conditions.values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::read)
                        .toList())
                .map(entries -> Page.of(entries, page, entry -> Cursor.of(entry.id())));
    }

    private AuditRecord read(Row row) {
        return new AuditRecord(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("target_type"),
                row.getString("target_id"),
                row.getString("reason"),
                json(row.getString("details")),
                row.getString("correlation_id"));
    }

    private Map<String, Object> json(String text) {
        try {
            return mapper.readValue(text, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("details are always a JSON object", e);
        }
    }

    private static @Nullable Object atOffset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static final class Conditions {

        private final List<String> clauses = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void add(String clause, @Nullable Object value) {
            if (value != null) {
                values.add(value);
                clauses.add(clause.formatted(values.size()));
            }
        }

        String where() {
            return clauses.isEmpty() ? "" : " where " + String.join(" and ", clauses);
        }
    }
}
