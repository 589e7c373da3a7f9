package dev.liverun.runner.imports;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.imports.ImportStore.Target;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.sessions.SessionView;
import dev.liverun.runner.sessions.SessionViews;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes results of other tools part of a session, as one run: all of them with their events in one transaction, so that
 * nobody ever sees half of it; the same document once, however often it is sent.
 */
@ApplicationScoped
class ImportService {

    private static final int MOST = 10_000;
    private static final int AT_ONCE = 500;
    private static final int MAX_NAME = 100;

    private final ImportStore store;
    private final SessionViews sessions;
    private final EndpointViews endpoints;
    private final Recorder recorder;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    ImportService(
            ImportStore store,
            SessionViews sessions,
            EndpointViews endpoints,
            Recorder recorder,
            Transactions transactions,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.endpoints = endpoints;
        this.recorder = recorder;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<ImportResponse> load(
            UUID sessionId, UUID endpointId, String tool, byte[] document, boolean xml, Caller caller) {
        List<ForeignResult> read;
        try {
            read = xml ? JUnitReader.read(document, MOST) : CtrfReader.read(document, MOST);
        } catch (IllegalArgumentException e) {
            throw new Invalid("document", String.valueOf(e.getMessage()));
        }
        return sessions.find(sessionId)
                .invoke(found -> mayImport(sessionId, found.orElse(null), caller))
                .chain(() -> endpoints.find(endpointId))
                .map(found -> found.orElseThrow(() -> new UnknownReference("endpoint_id", endpointId)))
                .chain(endpoint -> transactions.onConnection(transaction -> write(
                        new Target(sessionId, endpointId, endpoint.name(), tool, hash(endpointId, document)),
                        read,
                        endpoint,
                        caller,
                        transaction)));
    }

    private static void mayImport(UUID id, @org.jspecify.annotations.Nullable SessionView session, Caller caller) {
        if (session == null || session.purged()) {
            throw new NotFound("session", id);
        }
        if (!session.testableBy(caller)) {
            throw new Forbidden("Only testers who take part in the session, and operators, import results into it.");
        }
        if (session.status() != SessionStatus.ACTIVE && session.status() != SessionStatus.PAUSED) {
            throw new SessionNotOpen(session.status());
        }
    }

    private Uni<ImportResponse> write(
            Target target, List<ForeignResult> read, EndpointView endpoint, Caller caller, SqlConnection transaction) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID runId = Ids.next();
        List<TestCompleted> results =
                read.stream().map(one -> completed(one, runId, target, now)).toList();
        Map<TestStatus, Integer> totals = new EnumMap<>(TestStatus.class);
        results.forEach(result -> totals.merge(result.status(), 1, Integer::sum));
        RunSnapshot running = run(runId, target, RunStatus.RUNNING, caller, now, Map.of(), 1);
        RunSnapshot ended = run(runId, target, status(totals), caller, now, totals, 2);
        return store.run(ended, target, transaction).chain(fresh -> {
            if (!fresh) {
                return store.known(target.sessionId(), target.hash(), transaction)
                        .map(known -> known.orElseThrow(() -> new NotFound("import", target.hash())));
            }
            Uni<Void> written =
                    outbox.append(transaction, List.of(Event.state(new RunStarted(running, caller.subject()), 1, now)));
            for (int from = 0; from < results.size(); from += AT_ONCE) {
                int first = from;
                List<TestCompleted> part = results.subList(from, Math.min(from + AT_ONCE, results.size()));
                written = written.chain(() -> store.results(runId, target, part, first, transaction))
                        .chain(() -> outbox.append(
                                transaction,
                                part.stream()
                                        .map(one -> Event.fact(one.id(), one, one.completedAt()))
                                        .toList()));
            }
            return written.chain(() -> outbox.append(
                            transaction, List.of(Event.state(new RunCompleted(ended, caller.subject()), 2, now))))
                    .chain(() -> audit.record(
                            transaction,
                            AuditEntry.by(caller, "results.imported", "run", runId)
                                    .with("tool", target.tool())
                                    .with("results", results.size())))
                    .replaceWith(new ImportResponse(runId, ended.status(), totals, true));
        });
    }

    private TestCompleted completed(ForeignResult one, UUID runId, Target target, Instant now) {
        Instant startedAt = one.startedAt()
                .filter(start -> start.isBefore(now))
                .orElseGet(() -> now.minus(one.duration()))
                .truncatedTo(ChronoUnit.MICROS);
        String message = one.message() == null ? null : recorder.text(one.message());
        String name = recorder.text(one.name());
        boolean judged = one.status() == TestStatus.PASSED || one.status() == TestStatus.FAILED;
        return new TestCompleted(
                Ids.next(),
                target.sessionId(),
                target.endpointId(),
                target.endpointName(),
                runId,
                name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…",
                one.status(),
                startedAt,
                startedAt.plus(one.duration()),
                one.duration().toMillis(),
                judged
                        ? List.of(new AssertionOutcome(
                                name,
                                "passes in " + target.tool(),
                                one.status() == TestStatus.PASSED
                                        ? "passes in " + target.tool()
                                        : Objects.requireNonNullElse(message, "it does not"),
                                one.status() == TestStatus.PASSED))
                        : List.of(),
                message,
                null,
                null);
    }

    private static RunSnapshot run(
            UUID id,
            Target target,
            RunStatus status,
            Caller caller,
            Instant now,
            Map<TestStatus, Integer> totals,
            long version) {
        return new RunSnapshot(
                id,
                target.sessionId(),
                "import-" + id.toString().substring(24),
                status,
                caller.subject(),
                now,
                status == RunStatus.RUNNING ? null : now,
                totals,
                version);
    }

    private static RunStatus status(Map<TestStatus, Integer> totals) {
        if (totals.containsKey(TestStatus.FAILED)) {
            return RunStatus.FAILED;
        }
        return totals.containsKey(TestStatus.ERROR) || !totals.containsKey(TestStatus.PASSED)
                ? RunStatus.ERROR
                : RunStatus.PASSED;
    }

    private static String hash(UUID endpointId, byte[] document) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(endpointId.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(document));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** 409: results can be added as long as the session is open. */
    static final class SessionNotOpen extends Conflict {
        private static final long serialVersionUID = 1L;

        SessionNotOpen(SessionStatus status) {
            super(
                    "session-not-open",
                    "The session is not open",
                    "Results are imported into ACTIVE and PAUSED sessions; this one is " + status + ".");
            with("session_status", status);
        }
    }
}
