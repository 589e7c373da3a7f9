package dev.liverun.health.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.health.session.SessionScope.Entry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionScopeTest {

    @Test
    void a_session_without_a_scope_concerns_everything() {
        assertThat(SessionScope.of(Map.of()).everything()).isTrue();
        assertThat(SessionScope.of(Map.of("integrations", List.of())).everything())
                .isTrue();
    }

    @Test
    void integrations_are_named_or_given_by_id() {
        var id = UUID.randomUUID();

        var scope = SessionScope.of(Map.of(
                "integrations",
                List.of(Map.of("name", "banano", "required", true), Map.of("endpoint_id", id.toString())),
                "check_interval_seconds",
                5));

        assertThat(scope.entries()).containsExactly(new Entry(null, "banano"), new Entry(id, null));
        assertThat(scope.checkIntervalSeconds()).isEqualTo(5);
        assertThat(scope.everything()).isFalse();
    }

    @Test
    void what_cannot_be_understood_does_not_restrict() {
        var scope = SessionScope.of(Map.of("integrations", "banano", "check_interval_seconds", "often"));

        assertThat(scope.everything()).isTrue();
        assertThat(scope.checkIntervalSeconds()).isNull();
    }
}
