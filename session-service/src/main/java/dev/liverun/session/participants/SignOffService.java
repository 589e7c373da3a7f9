package dev.liverun.session.participants;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Ids;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.report.evidence.SignOff;
import dev.liverun.session.report.evidence.SignOff.Decision;
import dev.liverun.session.timeline.Timeline;
import dev.liverun.session.timeline.TimelineEntry;
import dev.liverun.session.timeline.TimelineKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accepting and rejecting what was found. A word is said about one seal and never changed; one may say another. */
@ApplicationScoped
class SignOffService {

    private static final String TYPE = "session.signed-off";
    private static final String SEALS = "select version from session_seals where session_id = ?1 order by version desc";
    private static final String ADD = """
            insert into session_sign_offs (id, session_id, seal_version, subject, display_name, decision, reason, at)
            values (?1, ?2, ?3, ?4, ?5, ?6, cast(?7 as text), ?8)
            """;

    // Where the verdict depends on it, the next seal says so.
    private static final String SEAL_ANEW = "update test_sessions set seal_due = true"
            + " where id = ?1 and configuration @> '{\"gates\": {\"require_sign_offs\": true}}'";

    private final SessionRepository sessions;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    SignOffService(SessionRepository sessions, Timeline timeline, Audit audit, Clock clock) {
        this.sessions = sessions;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /** In the current transaction. */
    Uni<SignOff> say(UUID id, SignOffRequest request, Caller caller) {
        var reason = request.reason() == null || request.reason().isBlank() ? null : request.reason();
        if (request.decision() == Decision.REJECTED && reason == null) {
            throw new Invalid("reason", "is needed to reject");
        }
        return sessions.lock(id).chain(session -> {
            requireSigner(caller, session);
            return seals(id)
                    .chain(seals -> keep(session, request.decision(), reason, seal(id, request, seals), caller));
        });
    }

    private static void requireSigner(Caller caller, Session session) {
        var named = session.configuration().signOff();
        if (named.isEmpty()) {
            SessionAccess.requireCommenter(caller, session);
        } else if (!named.contains(caller.subject())) {
            throw new Forbidden("The session asks others to sign off: " + String.join(", ", named) + ".");
        }
    }

    private static Uni<List<Integer>> seals(UUID id) {
        return Panache.getSession().chain(hibernate -> hibernate
                .createNativeQuery(SEALS, Integer.class)
                .setParameter(1, id)
                .getResultList());
    }

    private static int seal(UUID id, SignOffRequest request, List<Integer> seals) {
        if (seals.isEmpty()) {
            throw new NotSealed(id);
        }
        var wanted = request.sealVersion();
        if (wanted != null && !seals.contains(wanted)) {
            throw new UnknownReference("seal_version", wanted);
        }
        return wanted == null ? seals.get(0) : wanted;
    }

    private Uni<SignOff> keep(Session session, Decision decision, @Nullable String reason, int seal, Caller caller) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var title = caller.displayName() + " " + decision + " seal " + seal + (reason == null ? "" : ": " + reason);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("decision", decision.name());
        data.put("seal_version", seal);
        if (reason != null) {
            data.put("reason", reason);
        }
        return Panache.getSession()
                .chain(hibernate -> hibernate
                        .createNativeQuery(ADD)
                        .setParameter(1, Ids.next())
                        .setParameter(2, session.id())
                        .setParameter(3, seal)
                        .setParameter(4, caller.subject())
                        .setParameter(5, caller.displayName())
                        .setParameter(6, decision.name())
                        .setParameter(7, reason)
                        .setParameter(8, at.atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .chain(() -> sealAnew(session.id()))
                .chain(() -> timeline.append(
                        new TimelineEntry(session.id(), TimelineKind.SESSION, TYPE, at, caller.subject(), title, data)))
                .chain(() -> audit.record(AuditEntry.by(caller, TYPE, "session", session.id())
                        .because(reason)
                        .with("decision", decision.name())
                        .with("seal_version", seal)))
                .replaceWith(new SignOff(caller.subject(), caller.displayName(), decision, reason, seal, at));
    }

    private static Uni<Integer> sealAnew(UUID id) {
        return Panache.getSession().chain(hibernate -> hibernate
                .createNativeQuery(SEAL_ANEW)
                .setParameter(1, id)
                .executeUpdate());
    }

    /** 409: there is nothing to sign yet. */
    private static final class NotSealed extends Conflict {

        private NotSealed(UUID id) {
            super(
                    "not-sealed",
                    "Not sealed",
                    "Session " + id
                            + " has no sealed evidence yet: it is sealed soon after it and its runs have ended.");
        }
    }
}
