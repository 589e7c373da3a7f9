package dev.liverun.feedback.reports;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Who may change a report: who reported it, who takes part in its session, and operators. */
@ApplicationScoped
public class Access {

    private final FeedbackRepository reports;
    private final Sessions sessions;

    Access(FeedbackRepository reports, Sessions sessions) {
        this.reports = reports;
        this.sessions = sessions;
    }

    /** Fails unless the caller may change this report. Not to be called in a transaction. */
    public Uni<Void> toChange(UUID id, Caller caller) {
        return Panache.withSession(() -> reports.get(id)).chain(report -> toChange(report, caller));
    }

    private Uni<Void> toChange(FeedbackReport report, Caller caller) {
        if (caller.has(Roles.OPERATOR) || caller.is(report.reportedBy())) {
            return Uni.createFrom().voidItem();
        }
        return sessions.find(report.sessionId())
                .invoke(found -> {
                    if (found.filter(session -> session.commentableBy(caller)).isEmpty()) {
                        throw new NotYourSession(report.sessionId());
                    }
                })
                .replaceWithVoid();
    }
}
