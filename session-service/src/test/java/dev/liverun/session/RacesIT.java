package dev.liverun.session;

import static dev.liverun.session.support.Siblings.checked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two that come at the same moment: one is held where it would do harm, and the other let go on. */
@QuarkusTest
class RacesIT {

    private static final String REBUILDS = "/api/v1/operations/session/rebuilds";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Rows rows;

    @Inject
    Siblings siblings;

    private final String ada = Api.unique("ada");

    @Test
    void aSessionThatIsStartedWhileItIsToBePurgedKeepsItsTimeline() {
        var id = Api.created(ada, "{}");
        rows.run("update test_sessions set created_at = created_at - interval '91 days' where id = $1", id);
        CompletableFuture<Integer> purge;
        try (var ignored = rows.hold(
                "update test_sessions set status = 'ACTIVE', started_at = now(), active_since = now() where id = $1",
                id)) {
            purge = CompletableFuture.supplyAsync(() -> Tokens.as(Roles.ADMIN)
                    .post("/api/v1/operations/session/retention")
                    .statusCode());
            rows.awaitBlocked("from test_sessions");
        }

        assertThat(purge.join()).isEqualTo(200);
        assertThat(Api.session(id).getString("status")).isEqualTo("ACTIVE");
        assertThat(Api.get("/sessions/" + id + "/timeline").getList("items")).hasSize(1);
    }

    @Test
    void aLateCheckIsSealedAlthoughASealIsJustBeingMade() {
        var id = Api.started(ada, "{}");
        var during = checked(Ids.next(), Api.unique("banano"), HealthStatus.HEALTHY, 10, 200, 0, id);
        Api.ok(Api.transition(ada, id, "complete"));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from session_seals where session_id = $1", id) == 1);
        // It would be sealed in the meantime, were it not to end in the future.
        rows.run("update test_sessions set seal_due = true, ended_at = now() + interval '1 hour' where id = $1", id);
        try (var sealing = rows.hold("select id from test_sessions where id = $1 for no key update", id)) {
            siblings.tell(during);
            rows.awaitBlocked("set seal_due = true");
            sealing.run("update test_sessions set seal_due = false where id = $1", id);
        }

        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from session_health where session_id = $1", id) == 1);
        assertThat(rows.count("select count(*) from test_sessions where id = $1 and seal_due", id))
                .as("the seal that was made did not see it")
                .isEqualTo(1);
    }

    @Test
    void noSealIsMadeWhileAViewIsPutIntoThePlaceOfAnother() {
        var id = Api.started(ada, "{}");
        var rebuild = UUID.fromString(Api.ok(Tokens.as(Roles.OPERATOR, "olga")
                        .contentType("application/json")
                        .body("{\"view\": \"results\", \"reason\": \"looks wrong\"}")
                        .post(REBUILDS))
                .path("id"));
        await().atMost(PATIENCE)
                .until(() ->
                        rows.count("select count(*) from view_rebuilds where id = $1 and state = 'FILLING'", rebuild)
                                == 1);
        try (var ignored = rows.hold("select id from view_rebuilds where id = $1 for update", rebuild)) {
            Api.ok(Api.transition(ada, id, "complete"));
            rows.awaitBlocked("where state = 'FILLING' for key share");
            assertThat(rows.count("select count(*) from session_seals where session_id = $1", id))
                    .isZero();
        }

        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from session_seals where session_id = $1", id) == 1);
        Api.ok(Tokens.as(Roles.OPERATOR, "olga").delete(REBUILDS + "/" + rebuild));
    }

    @Test
    void whatHappensWhileASessionIsLookedAtIsLookedAtAfterwards() {
        var wallet = Ids.next();
        var name = Api.unique("wallet");
        siblings.tell(Siblings.registered(wallet, name));
        var id = Api.started(
                ada, "{\"auto_pause\": true, \"integrations\": [{\"name\": \"" + name + "\", \"required\": true}]}");
        await().atMost(PATIENCE)
                .until(() ->
                        rows.count("select count(*) from test_sessions where id = $1 and not review_due", id) == 1);
        CompletableFuture<Rows.Held> look;
        try (var mark = rows.hold("update test_sessions set review_due = true where id = $1", id)) {
            // As the look does: it has read how things are, and now takes the mark away.
            look = CompletableFuture.supplyAsync(
                    () -> rows.hold("update test_sessions set review_due = false where id = $1", id));
            rows.awaitBlocked("set review_due = false");
        }
        try (var looking = look.join()) {
            siblings.tell(Siblings.turned(wallet, name, 1, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
            rows.awaitBlocked("with concerned as");
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() -> Api.session(id).getString("status").equals("PAUSED"));
    }
}
