package dev.liverun.health.check;

import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tokens, through whole checks. */
@QuarkusTest
class OAuthIT {

    private final AtomicInteger issued = new AtomicInteger();
    private volatile String expiry = ", \"expires_in\": 3600";
    private volatile int valid;

    @Test
    void a_token_serves_many_checks() {
        try (var target = new Target().behaves(this::answer)) {
            var id = registered(target);

            check(id);
            assertThat(check(id).getString("status")).isEqualTo("HEALTHY");

            assertThat(issued).hasValue(1);
        }
    }

    @Test
    void a_token_without_expiry_serves_until_it_is_refused_and_is_then_fetched_once_within_the_same_check() {
        expiry = "";
        try (var target = new Target().behaves(this::answer)) {
            var id = registered(target);
            check(id);
            assertThat(issued).hasValue(1);

            valid = 2;
            var seen = check(id);

            assertThat(seen.getString("status")).isEqualTo("HEALTHY");
            assertThat(seen.getInt("metadata.attempts")).isEqualTo(1);
            assertThat(issued).hasValue(2);
        }
    }

    @Test
    void a_refusal_that_a_new_token_does_not_change_is_an_auth_failure_after_one_fetch() {
        valid = 100;
        try (var target = new Target().behaves(this::answer)) {
            var id = registered(target);
            int before = issued.get();

            var seen = check(id);

            assertThat(seen.getString("reason")).isEqualTo("AUTH");
            assertThat(issued.get() - before).isLessThanOrEqualTo(1);
        }
    }

    private static UUID registered(Target target) {
        return registerChecked(
                target.url(),
                Map.of("auth_type", "OAUTH", "credential", "discord", "token_url", target.url() + "/token"));
    }

    /** Takes the tokens from {@link #valid} on. */
    private void answer(HttpServerRequest request) {
        if (request.path().equals("/token")) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end("{\"access_token\": \"" + HealthInfra.SECRET + issued.incrementAndGet()
                            + "\", \"token_type\": \"Bearer\"" + expiry + "}");
            return;
        }
        var token = request.getHeader("Authorization");
        int number = token == null
                ? -1
                : Integer.parseInt(
                        token.substring(token.lastIndexOf(HealthInfra.SECRET) + HealthInfra.SECRET.length()));
        Target.answering(number >= valid ? 200 : 401).handle(request);
    }
}
