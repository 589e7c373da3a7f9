package dev.liverun.feedback.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Ids;
import dev.liverun.events.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens to reports, in the transaction in which it happens: the report's history, the event for others, the
 * audit log, and whoever else has to do something about it.
 */
@ApplicationScoped
public class ReportLog {

    private static final String FILE = """
            insert into feedback_reports (id, session_id, endpoint_id, result_id, title, description, category, priority,
                   status, reported_by, reported_at, metadata, evidence, version, assignee, labels, due_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::jsonb, $13::text::jsonb, $14, $15, $16, $17)
            """;

    private static final String HISTORY =
            "insert into feedback_history (id, feedback_id, version, at, actor, action, changes) values ";
    private static final String HISTORY_ON_CONNECTION = HISTORY + "($1, $2, $3, $4, $5, $6, '[]')";
    private static final String HISTORY_IN_SESSION =
            HISTORY + "(?1, ?2, ?3, ?4, ?5, ?6, cast(cast(?7 as text) as jsonb))";

    private final Outbox outbox;
    private final Audit audit;
    private final ReportObserver observer;
    private final ObjectMapper mapper;

    ReportLog(Outbox outbox, Audit audit, ReportObserver observer, ObjectMapper mapper) {
        this.outbox = outbox;
        this.audit = audit;
        this.observer = observer;
        this.mapper = mapper;
    }

    /** Writes down new reports. All statements are sent at once: it costs one way to the database, and the commit. */
    public Uni<Void> filed(List<NewReport> reports, SqlConnection transaction) {
        return Uni.join()
                .all(
                        transaction
                                .preparedQuery(FILE)
                                .executeBatch(
                                        reports.stream().map(ReportLog::row).toList())
                                .replaceWithVoid(),
                        transaction
                                .preparedQuery(HISTORY_ON_CONNECTION)
                                .executeBatch(reports.stream()
                                        .map(ReportLog::firstOfHistory)
                                        .toList())
                                .replaceWithVoid(),
                        outbox.append(
                                transaction,
                                reports.stream().map(NewReport::event).toList()),
                        audit.record(
                                transaction,
                                reports.stream().map(NewReport::entry).toList()),
                        observer.filed(reports, transaction))
                .andFailFast()
                .replaceWithVoid();
    }

    private static Tuple firstOfHistory(NewReport filed) {
        var report = filed.report();
        return Tuple.of(
                Ids.next(),
                report.id(),
                report.version(),
                report.reportedAt().atOffset(ZoneOffset.UTC),
                report.reportedBy(),
                "filed");
    }

    private static Tuple row(NewReport filed) {
        var report = filed.report();
        return Tuple.tuple()
                .addValue(report.id())
                .addValue(report.sessionId())
                .addValue(report.endpointId())
                .addValue(report.resultId())
                .addValue(report.title())
                .addValue(report.description())
                .addValue(report.category().name())
                .addValue((short) report.priority().ordinal())
                .addValue((short) report.status().ordinal())
                .addValue(report.reportedBy())
                .addValue(report.reportedAt().atOffset(ZoneOffset.UTC))
                .addValue(report.metadataJson())
                .addValue(report.evidenceJson())
                .addValue(report.version())
                .addValue(report.assignee())
                .addValue(report.labels().toArray(String[]::new))
                .addValue(report.dueAt().atOffset(ZoneOffset.UTC));
    }

    /** A change by a person: whoever keeps it in step elsewhere is told. In the current transaction. */
    public Uni<Void> changed(
            FeedbackReport report, ReportChange change, Caller caller, String action, @Nullable String reason) {
        return synchronised(report, change, caller, action, reason).chain(() -> observer.changed(report));
    }

    /** A change that was taken over from GitHub, or that does not concern it. In the current transaction. */
    public Uni<Void> synchronised(
            FeedbackReport report, ReportChange change, Caller caller, String action, @Nullable String reason) {
        return outbox.append(change.event())
                .chain(() -> history(report, change, caller, action))
                .chain(() -> audit.record(AuditEntry.by(caller, "feedback." + action, "feedback", report.id())
                        .because(reason)));
    }

    private Uni<Void> history(FeedbackReport report, ReportChange change, Caller caller, String action) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HISTORY_IN_SESSION)
                        .setParameter(1, Ids.next())
                        .setParameter(2, report.id())
                        .setParameter(3, change.event().sequence())
                        .setParameter(4, change.event().time())
                        .setParameter(5, caller.subject())
                        .setParameter(6, action)
                        .setParameter(7, json(change.fields()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private String json(List<FieldChange> fields) {
        try {
            return mapper.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields are always writable", e);
        }
    }
}
