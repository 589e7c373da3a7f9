package dev.liverun.session.pausing;

import dev.liverun.events.Statements;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.lifecycle.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** How long pauses may last, and who is to be looked at again when somebody pauses or ends. */
@ApplicationScoped
public class Pauses {

    /** One that is locked is being looked at right now, or will be by the next sweep. */
    private static final String REVIEW_OTHERS = """
            update test_sessions set review_due = true where id in (
                select id from test_sessions
                 where tester_id = any($1) and id <> all($2) and status = 'PAUSED' and pause_cause = 'SYSTEM'
                   for no key update skip locked)
            """;

    private final PauseConfig config;

    Pauses(PauseConfig config) {
        this.config = config;
    }

    /** How long a pause under this configuration may last. */
    public Duration timeout(SessionConfiguration configuration) {
        return configuration.pauseTimeout().orElseGet(config::pauseTimeout);
    }

    /**
     * Sessions that stop being ACTIVE may let others of their testers go on. In the same transaction, after they have
     * stopped.
     */
    public Uni<Void> reviewOthers(List<Session> stopped) {
        if (stopped.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var testers = stopped.stream().map(Session::testerId).toArray(String[]::new);
        var ids = stopped.stream().map(Session::id).toArray(UUID[]::new);
        return new Statements()
                .and(Statements.Part.of("others", REVIEW_OTHERS, testers, ids))
                .execute();
    }
}
