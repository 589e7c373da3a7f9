package dev.liverun.session.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.session.health.ActiveTimes.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTallyTest {

    private static final UUID SESSION = Ids.next();
    private static final UUID ENDPOINT = Ids.next();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {HealthChecked.MAINTENANCE, HealthChecked.GRACE})
    void what_is_excused_is_seen_and_counts_for_nothing(String excuse) {
        var tally =
                tally(check(HealthStatus.HEALTHY, 0, Map.of()), check(HealthStatus.UNHEALTHY, 1, Map.of(excuse, true)));

        var counts = tally.counts.get(new HealthTally.Scope(SESSION, ENDPOINT));
        assertThat(counts.healthy).isEqualTo(1);
        assertThat(counts.unhealthy).isZero();
        assertThat(counts.last.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(tally.latencies.values()).containsExactly(1L);
        assertThat(tally.latest.get(ENDPOINT).status()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void what_is_not_excused_counts() {
        var tally = tally(check(HealthStatus.UNHEALTHY, 0, Map.of(HealthChecked.GRACE, false)));

        assertThat(tally.counts.get(new HealthTally.Scope(SESSION, ENDPOINT)).unhealthy)
                .isEqualTo(1);
    }

    private static HealthTally tally(HealthChecked... checks) {
        return HealthTally.of(
                List.of(checks), new ActiveTimes(Map.of(SESSION, List.of(new Span(NOON.minusSeconds(60), null)))));
    }

    private static HealthChecked check(HealthStatus status, int second, Map<String, Object> metadata) {
        return new HealthChecked(
                Ids.next(),
                ENDPOINT,
                "banano",
                List.of(SESSION),
                status,
                10,
                200,
                null,
                NOON.plusSeconds(second),
                metadata);
    }
}
