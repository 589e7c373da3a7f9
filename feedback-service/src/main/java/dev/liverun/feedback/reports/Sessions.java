package dev.liverun.feedback.reports;

import dev.liverun.feedback.peers.Peers;
import dev.liverun.feedback.views.KnownSession;
import dev.liverun.feedback.views.SessionViews;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Sessions: those that are known here first; what is not known here is asked for at its owner, once. */
@ApplicationScoped
public class Sessions {

    private final SessionViews views;
    private final Peers peers;

    Sessions(SessionViews views, Peers peers) {
        this.views = views;
        this.peers = peers;
    }

    /** The session, if there is one. Not to be called in a transaction. */
    public Uni<Optional<KnownSession>> find(UUID id) {
        return views.find(id)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : peers.session(id).call(answer -> answer.map(views::remember)
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }
}
