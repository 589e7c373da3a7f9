package dev.liverun.session.stream;

import dev.liverun.api.live.LiveFeed;
import dev.liverun.api.live.LiveRequest;
import dev.liverun.api.live.LiveRoute;
import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code /stream}: what happens in a session, or in all of them. */
@ApplicationScoped
class StreamRoute implements LiveRoute {

    private final SessionRepository sessions;
    private final StreamHub hub;
    private final StreamRepository timelines;
    private final StreamSnapshots snapshots;
    private final StreamConfig config;

    StreamRoute(
            SessionRepository sessions,
            StreamHub hub,
            StreamRepository timelines,
            StreamSnapshots snapshots,
            StreamConfig config) {
        this.sessions = sessions;
        this.hub = hub;
        this.timelines = timelines;
        this.snapshots = snapshots;
        this.config = config;
    }

    @Override
    public String path() {
        return "/stream";
    }

    @Override
    public String role() {
        return Roles.VIEWER;
    }

    @Override
    public Uni<? extends LiveFeed<?>> open(LiveRequest request) {
        var wanted = StreamRequest.of(request);
        var feed = new StreamFeed(wanted, hub, timelines, snapshots, config);
        return wanted.sessionId() == null
                ? Uni.createFrom().item(feed)
                : sessions.get(wanted.sessionId()).replaceWith(feed);
    }
}
