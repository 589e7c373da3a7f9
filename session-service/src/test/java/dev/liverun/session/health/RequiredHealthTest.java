package dev.liverun.session.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.health.RequiredHealth.Decision;
import dev.liverun.session.integrations.KnownEndpoint;
import dev.liverun.session.state.SessionState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredHealthTest {

    private static final Map<String, Object> AUTO = Map.of(
            "auto_pause", true,
            "auto_resume", true,
            "integrations",
                    List.of(
                            Map.of("name", "banano"),
                            Map.of("name", "wallet"),
                            Map.of("name", "yunite", "required", false)));

    @Test
    void anActiveSessionIsPausedWhileAnyRequiredIntegrationIsDown() {
        assertThat(decide(SessionState.ACTIVE, false, false, up("wallet"), down("banano")))
                .isEqualTo(Decision.PAUSE);
        assertThat(decide(SessionState.ACTIVE, false, false, up("wallet"), up("banano")))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void whatIsNotRequiredDoesNotMatter() {
        assertThat(decide(SessionState.ACTIVE, false, false, down("yunite"), down("discord")))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void degradedIsNotDown() {
        assertThat(decide(SessionState.ACTIVE, false, false, endpoint("banano", "DEGRADED", true)))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void whatIsSwitchedOffStopsNobody() {
        assertThat(decide(SessionState.ACTIVE, false, false, endpoint("banano", "UNHEALTHY", false)))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void theSystemsPauseEndsOnlyWhenAllHaveRecovered() {
        assertThat(decide(SessionState.PAUSED, true, false, up("wallet"), down("banano")))
                .isEqualTo(Decision.EXPLAIN);
        assertThat(decide(SessionState.PAUSED, true, false, up("wallet"), up("banano")))
                .isEqualTo(Decision.RESUME);
    }

    @Test
    void aPersonsPauseNeverEndsByItself() {
        assertThat(decide(SessionState.PAUSED, false, false, up("wallet"), up("banano")))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void whoeverResumesByHandGoesOnUntilTheNextRecovery() {
        assertThat(decide(SessionState.ACTIVE, false, true, down("banano"))).isEqualTo(Decision.NOTHING);
        assertThat(decide(SessionState.ACTIVE, false, true, up("banano"))).isEqualTo(Decision.END_WAIVER);
    }

    @Test
    void withoutAutoResumeAPersonDecides() {
        var configuration = new HashMap<>(AUTO);
        configuration.remove("auto_resume");
        assertThat(decide(SessionConfiguration.of(configuration), SessionState.PAUSED, true, false, up("banano")))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void withoutAutoPauseNothingHappens() {
        var configuration = new HashMap<>(AUTO);
        configuration.put("auto_pause", false);
        assertThat(decide(SessionConfiguration.of(configuration), SessionState.ACTIVE, false, false, down("banano")))
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void theReasonNamesWhatIsDownAndWhy() {
        var health = RequiredHealth.of(SessionConfiguration.of(AUTO), List.of(down("banano"), down("yunite")));
        assertThat(health.reason()).isEqualTo("required: banano is UNHEALTHY (3 of 3 checks failed)");
    }

    private static Decision decide(SessionState state, boolean bySystem, boolean waived, KnownEndpoint... endpoints) {
        return decide(SessionConfiguration.of(AUTO), state, bySystem, waived, endpoints);
    }

    private static Decision decide(
            SessionConfiguration configuration,
            SessionState state,
            boolean bySystem,
            boolean waived,
            KnownEndpoint... endpoints) {
        return RequiredHealth.of(configuration, List.of(endpoints)).decide(state, bySystem, waived, configuration);
    }

    private static KnownEndpoint up(String name) {
        return endpoint(name, "HEALTHY", true);
    }

    private static KnownEndpoint down(String name) {
        return endpoint(name, "UNHEALTHY", true);
    }

    private static KnownEndpoint endpoint(String name, String status, boolean enabled) {
        return new KnownEndpoint(Ids.next(), name, enabled, false, status, "3 of 3 checks failed", null, null);
    }
}
