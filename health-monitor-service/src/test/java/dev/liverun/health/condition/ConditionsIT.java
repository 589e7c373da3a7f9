package dev.liverun.health.condition;

import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions and captures, through whole checks. */
@QuarkusTest
class ConditionsIT {

    @Test
    void a_condition_that_does_not_hold_says_which_and_how_bad_that_is() {
        try (var target = new Target()) {
            answers(target, "{\"count\": 12, \"synced\": true}");
            var id = registerChecked(
                    target.url(),
                    Map.of(
                            "health_check",
                            Map.of(
                                    "conditions",
                                    List.of(
                                            condition("JSON", "$.count", "AT_LEAST", "10", "UNHEALTHY"),
                                            condition("HEADER", "X-Node", "MATCHES", "^n[0-9]+$", "UNHEALTHY"),
                                            condition("JSON", "$.synced", "EQUALS", "true", "DEGRADED")))));
            assertThat(check(id).getString("status")).isEqualTo("HEALTHY");

            answers(target, "{\"count\": 12, \"synced\": false}");
            var behind = check(id);
            assertThat(behind.getString("status")).isEqualTo("DEGRADED");
            assertThat(behind.getString("reason")).isEqualTo("CONDITION");
            assertThat(behind.getString("error_message")).isEqualTo("JSON $.synced must be: EQUALS true.");

            answers(target, "{\"count\": 9, \"synced\": false}");
            var broken = check(id);
            assertThat(broken.getString("status")).isEqualTo("UNHEALTHY");
            assertThat(broken.getString("error_message")).contains("$.count");
            assertThat(broken.getInt("status_code")).isEqualTo(200);
        }
    }

    @Test
    void what_is_captured_is_kept_with_the_check_without_secrets() {
        try (var target = new Target()) {
            answers(
                    target,
                    "{\"height\": 42, \"echo\": \"key " + HealthInfra.SECRET + "\", \"session_token\": \"abc\"}");
            var id = registerChecked(
                    target.url(),
                    Map.of(
                            "auth_type",
                            "API_KEY",
                            "credential",
                            "target",
                            "health_check",
                            Map.of(
                                    "captures",
                                    Map.of("height", "$.height", "echo", "$.echo", "session", "$.session_token"))));

            var seen = check(id);

            assertThat(seen.getInt("metadata.captures.height")).isEqualTo(42);
            assertThat(seen.getString("metadata.captures.session")).isEqualTo("[REDACTED]");
            assertThat(seen.getString("metadata.captures.echo")).isEqualTo("key [REDACTED]");
        }
    }

    private static void answers(Target target, String body) {
        target.behaves(request -> request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Node", "n7")
                .end(body));
    }

    private static Map<String, Object> condition(String of, String name, String is, String value, String otherwise) {
        return Map.of("of", of, "name", name, "is", is, "value", value, "otherwise", otherwise);
    }
}
