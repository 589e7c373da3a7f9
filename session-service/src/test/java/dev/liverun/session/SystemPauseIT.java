package dev.liverun.session;

import static dev.liverun.session.support.Siblings.registered;
import static dev.liverun.session.support.Siblings.turned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Published;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemPauseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Siblings siblings;

    @Inject
    Published published;

    @Inject
    Rows rows;

    private final String ada = Api.unique("ada");
    private final UUID wallet = Ids.next();
    private final String name = Api.unique("wallet");

    @BeforeEach
    void theWalletIsRegistered() {
        siblings.tell(registered(wallet, name));
    }

    @Test
    void aSessionPausesWhileARequiredIntegrationIsDownAndGoesOnWhenItHasRecovered() {
        var id = Api.started(ada, automatic());

        siblings.tell(turned(wallet, name, 1, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        becomes(id, "PAUSED");
        assertThat(Api.session(id).getString("pause_cause")).isEqualTo("SYSTEM");
        assertThat(Api.session(id).getString("pause_reason")).contains(name + " is UNHEALTHY");

        siblings.tell(turned(wallet, name, 2, HealthStatus.UNHEALTHY, HealthStatus.HEALTHY, id));
        becomes(id, "ACTIVE");
        assertThat(published.about(id, 4))
                .extracting(event -> event.type().name())
                .containsExactly("SESSION_CREATED", "SESSION_STARTED", "SESSION_PAUSED", "SESSION_RESUMED");
    }

    @Test
    void aSessionThatStartsWhileARequiredIntegrationIsDownIsPausedAtOnce() {
        siblings.tell(turned(wallet, name, 1, null, HealthStatus.TIMEOUT));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from endpoint_health where endpoint_id = $1", wallet) == 1);

        var id = Api.started(ada, automatic());

        becomes(id, "PAUSED");
    }

    @Test
    void whatIsChangedWhileASessionIsActiveTakesEffectAtOnce() {
        siblings.tell(turned(wallet, name, 1, null, HealthStatus.TIMEOUT));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from endpoint_health where endpoint_id = $1", wallet) == 1);
        var id = Api.started(ada, "{}");

        configure(id, automatic());
        becomes(id, "PAUSED");
        assertThat(Api.session(id).getString("pause_cause")).isEqualTo("SYSTEM");

        configure(id, automatic().replace("\"}]", "\", \"required\": false}]"));
        becomes(id, "ACTIVE");
    }

    private static void configure(UUID id, String configuration) {
        Api.ok(Tokens.as(Roles.OPERATOR)
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{\"configuration\": " + configuration + "}")
                .patch(Api.SESSIONS + "/" + id));
    }

    @Test
    void whoeverResumesByHandIsNotPausedAgainForTheSameOutage() {
        var id = Api.started(ada, automatic());
        siblings.tell(turned(wallet, name, 1, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        becomes(id, "PAUSED");

        Api.ok(Api.transition(ada, id, "resume"));
        reviewed(id);
        assertThat(Api.session(id).getString("status")).isEqualTo("ACTIVE");

        siblings.tell(turned(wallet, name, 2, HealthStatus.UNHEALTHY, HealthStatus.HEALTHY, id));
        await().atMost(PATIENCE)
                .until(() ->
                        rows.count("select count(*) from test_sessions where id = $1 and not pause_waived", id) == 1);
        siblings.tell(turned(wallet, name, 3, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        becomes(id, "PAUSED");
        assertThat(Api.session(id).getInt("version"))
                .as("the end of a waiver is no version")
                .isEqualTo(5);
    }

    @Test
    void aResumeWithoutAutoPauseWaivesNothingForLater() {
        var id = Api.started(ada, "{\"integrations\": [{\"name\": \"" + name + "\", \"required\": true}]}");
        Api.ok(Api.transition(ada, id, "pause"));
        Api.ok(Api.transition(ada, id, "resume"));
        siblings.tell(turned(wallet, name, 1, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from endpoint_health where endpoint_id = $1", wallet) == 1);

        Api.ok(Api.as(ada)
                .header("If-Match", "*")
                .body("{\"configuration\": " + automatic() + "}")
                .patch(Api.SESSIONS + "/" + id));

        becomes(id, "PAUSED");
    }

    @Test
    void aManualPauseTakesOverTheSystemsAndStays() {
        var id = Api.started(ada, automatic());
        siblings.tell(turned(wallet, name, 1, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        becomes(id, "PAUSED");

        Api.ok(Api.transition(ada, id, "pause"));
        assertThat(Api.session(id).getString("pause_cause")).isEqualTo("MANUAL");

        siblings.tell(turned(wallet, name, 2, HealthStatus.UNHEALTHY, HealthStatus.HEALTHY, id));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select sequence from endpoint_health where endpoint_id = $1", wallet) == 2);
        reviewed(id);
        assertThat(Api.session(id).getString("status")).isEqualTo("PAUSED");
    }

    @Test
    void anAutomaticResumeThatWouldBeASecondActiveSessionWaitsAndSaysWhy() {
        var id = Api.started(ada, automatic());
        siblings.tell(turned(wallet, name, 1, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        becomes(id, "PAUSED");
        var other = Api.started(ada, "{}");

        siblings.tell(turned(wallet, name, 2, HealthStatus.UNHEALTHY, HealthStatus.HEALTHY, id));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Api.session(id).getString("pause_reason"))
                .contains("another ACTIVE session"));
        assertThat(Api.session(id).getString("status")).isEqualTo("PAUSED");

        siblings.tell(turned(wallet, name, 3, HealthStatus.HEALTHY, HealthStatus.TIMEOUT, id));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Api.session(id).getString("pause_reason"))
                .as("it is down again")
                .contains(name + " is TIMEOUT"));
        siblings.tell(turned(wallet, name, 4, HealthStatus.TIMEOUT, HealthStatus.HEALTHY, id));

        Api.ok(Api.transition(ada, other, "complete"));
        becomes(id, "ACTIVE");
    }

    @Test
    void aPauseThatOutlastsItsTimeFailsTheSession() {
        var id = Api.started(ada, "{\"pause_timeout_minutes\": 1}");
        Api.ok(Api.transition(ada, id, "pause"));

        rows.run(
                "update test_sessions set paused_at = paused_at - interval '2 minutes',"
                        + " pause_deadline = pause_deadline - interval '2 minutes' where id = $1",
                id);

        becomes(id, "FAILED");
        assertThat(Api.session(id).getString("end_reason")).contains("outlasted");
        assertThat(Api.get("/sessions/" + id + "/timeline").getString("items[-1].actor"))
                .isEqualTo("system:pause-timeout");
    }

    private String automatic() {
        return """
                {"auto_pause": true, "auto_resume": true, "integrations": [{"name": "%s"}]}""".formatted(name);
    }

    private void becomes(UUID id, String status) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Api.session(id).getString("status"))
                .isEqualTo(status));
    }

    /** Nothing is left to be looked at. */
    private void reviewed(UUID id) {
        await().atMost(PATIENCE)
                .until(() ->
                        rows.count("select count(*) from test_sessions where id = $1 and not review_due", id) == 1);
    }
}
