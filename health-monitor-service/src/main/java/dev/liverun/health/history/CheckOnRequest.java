package dev.liverun.health.history;

import dev.liverun.api.problem.NotFound;
import dev.liverun.health.schedule.CheckNow;
import dev.liverun.health.schedule.Settlement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks an endpoint because somebody wants to know now. */
@ApplicationScoped
class CheckOnRequest {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CheckNow checks;
    private final CheckQueries queries;

    CheckOnRequest(CheckNow checks, CheckQueries queries) {
        this.checks = checks;
        this.queries = queries;
    }

    /** The check; empty when it takes longer than {@code wait}: it goes on, and is the latest when it is done. */
    Uni<Optional<LatestHealth>> check(UUID endpoint, Duration wait) {
        return queries.endpoint(endpoint).chain(asked -> {
            if (asked.removed()) {
                throw new NotFound("integration", endpoint);
            }
            if (!asked.enabled()) {
                throw new EndpointDisabled(endpoint);
            }
            return checks.check(endpoint)
                    .chain(settlement -> settled(endpoint, asked.lastCheckId(), settlement))
                    .map(Optional::of)
                    .ifNoItem()
                    .after(wait.isZero() ? AT_ONCE : wait)
                    .recoverWithItem(Optional::empty);
        });
    }

    private Uni<LatestHealth> settled(UUID endpoint, @Nullable UUID before, Settlement settlement) {
        if (settlement instanceof Settlement.NotMade notMade) {
            throw CheckNotMade.of(notMade);
        }
        return settlement instanceof Settlement.Made
                ? queries.latest(endpoint)
                // Somebody else is checking it at this moment: their result is as good.
                : nextAfter(before, endpoint).chain(() -> queries.latest(endpoint));
    }

    private Uni<EndpointInQuestion> nextAfter(@Nullable UUID before, UUID endpoint) {
        return queries.endpoint(endpoint)
                .repeat()
                .withDelay(LOOK_AGAIN)
                .whilst(now -> Objects.equals(now.lastCheckId(), before))
                .collect()
                .last();
    }
}
