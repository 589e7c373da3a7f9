package dev.liverun.health.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.contract.CallsHalted;
import dev.liverun.events.contract.CallsReleased;
import dev.liverun.events.contract.HaltSnapshot;
import dev.liverun.health.testing.Integrations;
import dev.liverun.health.testing.KafkaTopics;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The kill switch stops health checks, too; who presses it tells by an event. */
@QuarkusTest
class HaltIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void no_check_is_made_while_calls_are_halted() {
        try (var target = new Target();
                var kafka = new KafkaTopics()) {
            var id = Integrations.registerChecked(target.url(), Map.of());
            int before = target.arrivals().size();

            kafka.publish(Event.state(new CallsHalted(halt(true, 1_000_001), "olga"), 1_000_001, NOON));

            await().atMost(Duration.ofSeconds(20)).until(() -> status(id) == 409);
            int halted = target.arrivals().size();
            assertThat(status(id)).isEqualTo(409);
            assertThat(target.arrivals()).hasSize(halted);
            assertThat(halted).isGreaterThanOrEqualTo(before);

            kafka.publish(Event.state(new CallsReleased(halt(false, 1_000_002), "olga"), 1_000_002, NOON));

            await().atMost(Duration.ofSeconds(20)).until(() -> status(id) == 200);
            assertThat(target.arrivals()).hasSizeGreaterThan(halted);
        }
    }

    private static int status(UUID id) {
        return Tokens.as(Roles.TESTER)
                .post(Integrations.PATH + "/" + id + "/health")
                .statusCode();
    }

    private static HaltSnapshot halt(boolean halted, long version) {
        return new HaltSnapshot(HaltSnapshot.ID, halted, "a test", NOON, version);
    }
}
