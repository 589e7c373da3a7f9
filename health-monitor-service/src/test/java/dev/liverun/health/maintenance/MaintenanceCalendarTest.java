package dev.liverun.health.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MaintenanceCalendarTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MaintenanceScope ENDPOINT = new MaintenanceScope(UUID.randomUUID(), List.of(), null);

    /** Reads that the database has not answered yet, in the order in which they began. */
    private final List<UniEmitter<? super List<MaintenanceWindow>>> asked = new ArrayList<>();

    private final MaintenanceCalendar calendar = new MaintenanceCalendar(
            new WindowStore(null) {
                @Override
                Uni<List<MaintenanceWindow>> all() {
                    return Uni.createFrom().emitter(asked::add);
                }
            },
            null,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void what_was_asked_for_before_a_change_does_not_undo_it_when_it_is_answered_last() {
        calendar.read().subscribeAsCompletionStage();
        calendar.read().subscribeAsCompletionStage();

        asked.get(1).complete(List.of(window()));
        asked.get(0).complete(List.of());
        assertThat(calendar.isInMaintenance(ENDPOINT, NOW)).isTrue();
        assertThat(calendar.wasInMaintenance(ENDPOINT, NOW)).isTrue();

        calendar.read().subscribeAsCompletionStage();
        asked.get(2).complete(List.of());
        assertThat(calendar.isInMaintenance(ENDPOINT, NOW)).isFalse();
    }

    private static MaintenanceWindow window() {
        return new MaintenanceWindow(
                UUID.randomUUID(),
                "moving house",
                List.of(),
                List.of(),
                List.of(),
                NOW.minusSeconds(60),
                NOW.plusSeconds(60),
                null,
                null,
                null,
                "olga",
                NOW,
                1);
    }
}
