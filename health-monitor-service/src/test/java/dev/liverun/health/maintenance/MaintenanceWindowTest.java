package dev.liverun.health.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {

    private static final UUID ENDPOINT = UUID.randomUUID();

    @Test
    void a_single_one_ends_at_its_end() {
        var window =
                window(Instant.parse("2026-11-26T10:00:00Z"), Instant.parse("2026-11-26T11:00:00Z"), null, null, null);

        assertThat(window.covers(Instant.parse("2026-11-26T09:59:59Z"))).isFalse();
        assertThat(window.covers(Instant.parse("2026-11-26T10:00:00Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-11-26T11:00:00Z"))).isFalse();
    }

    @Test
    void a_repeated_one_keeps_to_the_clocks_of_its_time_zone() {
        var window = window(null, null, "0 3 * * *", 60, "Europe/Berlin");

        // Winter: UTC+1. Summer: UTC+2.
        assertThat(window.covers(Instant.parse("2026-01-10T02:30:00Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-01-10T01:30:00Z"))).isFalse();
        assertThat(window.covers(Instant.parse("2026-07-10T01:30:00Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-07-10T02:30:00Z"))).isFalse();
    }

    @Test
    void a_repeated_one_may_go_over_midnight() {
        var window = window(null, null, "30 23 * * SAT", 120, "UTC");

        assertThat(window.covers(Instant.parse("2026-11-28T23:30:00Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-11-29T01:29:59Z"))).isTrue();
        assertThat(window.covers(Instant.parse("2026-11-29T01:30:00Z"))).isFalse();
        assertThat(window.covers(Instant.parse("2026-11-27T23:40:00Z"))).isFalse();
    }

    @Test
    void it_concerns_whom_it_names_and_everybody_when_it_names_nobody() {
        var endpoint = new MaintenanceScope(ENDPOINT, List.of("money"), "wallets");

        assertThat(naming(List.of(), List.of(), List.of()).concerns(endpoint)).isTrue();
        assertThat(naming(List.of(ENDPOINT), List.of(), List.of()).concerns(endpoint))
                .isTrue();
        assertThat(naming(List.of(), List.of("money"), List.of()).concerns(endpoint))
                .isTrue();
        assertThat(naming(List.of(), List.of(), List.of("wallets")).concerns(endpoint))
                .isTrue();
        assertThat(naming(List.of(), List.of("other"), List.of("other")).concerns(endpoint))
                .isFalse();
    }

    private static MaintenanceWindow naming(List<UUID> ids, List<String> tags, List<String> groups) {
        return new MaintenanceWindow(
                UUID.randomUUID(),
                "w",
                ids,
                tags,
                groups,
                Instant.EPOCH,
                Instant.MAX,
                null,
                null,
                null,
                "o",
                Instant.EPOCH,
                1);
    }

    private static MaintenanceWindow window(Instant from, Instant to, String cron, Integer minutes, String zone) {
        return new MaintenanceWindow(
                UUID.randomUUID(),
                "w",
                List.of(),
                List.of(),
                List.of(),
                from,
                to,
                cron,
                minutes,
                zone,
                "o",
                Instant.EPOCH,
                1);
    }
}
