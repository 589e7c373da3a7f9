package dev.liverun.feedback.filing;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.feedback.peers.Peers;
import dev.liverun.feedback.reports.Sessions;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.feedback.views.KnownSession;
import dev.liverun.feedback.views.ResultViews;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up what a report refers to: here first; what is not known here is asked for at its owner, once. */
@ApplicationScoped
class References {

    /** What a report refers to, found. */
    record Found(KnownSession session, @Nullable KnownResult result) {}

    private final Sessions sessions;
    private final ResultViews results;
    private final Peers peers;

    References(Sessions sessions, ResultViews results, Peers peers) {
        this.sessions = sessions;
        this.results = results;
        this.peers = peers;
    }

    /** Not to be called in a transaction. Fails with {@link UnknownReference} or {@link Invalid}. */
    Uni<Found> of(CreateFeedbackRequest request, Surroundings around) {
        return session(request.sessionId(), around)
                .chain(session -> result(request.resultId(), session.id()).map(result -> new Found(session, result)));
    }

    private Uni<KnownSession> session(UUID id, Surroundings around) {
        return around.session().map(known -> Uni.createFrom().item(known)).orElseGet(() -> sessions.find(id)
                .map(found -> found.orElseThrow(() -> new UnknownReference("session_id", id))));
    }

    /** The result, wherever it is known. Not to be called in a transaction. */
    Uni<KnownResult> result(UUID id) {
        return results.find(id)
                .chain(known -> known.isPresent() ? Uni.createFrom().item(known) : peers.result(id))
                .map(found -> found.orElseThrow(() -> new UnknownReference("result_id", id)));
    }

    private Uni<@Nullable KnownResult> result(@Nullable UUID id, UUID sessionId) {
        if (id == null) {
            return Uni.createFrom().nullItem();
        }
        return result(id).invoke(result -> {
            if (!result.sessionId().equals(sessionId)) {
                throw new Invalid("result_id", "belongs to another session");
            }
        });
    }
}
