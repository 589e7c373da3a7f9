package dev.liverun.health.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Reason;
import dev.liverun.health.check.Verdict;
import dev.liverun.health.confirmed.Confirmation;
import dev.liverun.health.confirmed.Confirmation.Threshold;
import dev.liverun.health.confirmed.ConfirmedStatus;
import dev.liverun.health.maintenance.MaintenanceScope;
import dev.liverun.health.recording.Assessment.Audience;
import dev.liverun.integrations.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    private static final UUID ENDPOINT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:07.123456Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Assessment assessment = new Assessment(0.2);

    @Test
    void a_check_is_dated_by_how_long_ago_it_started_on_the_databases_clock() {
        var recorded = assess(healthy(), Optional.empty(), state(0, null), Duration.ofMillis(250));

        assertThat(recorded.checkedAt()).isEqualTo(NOW.minusMillis(250));
    }

    @Test
    void the_next_check_is_at_the_endpoints_next_tick() {
        var recorded = assess(healthy(), Optional.empty(), state(0, null), Duration.ofMillis(250));

        assertThat(recorded.nextDueAt()).isEqualTo(Cadence.nextTick(ENDPOINT, INTERVAL, NOW));
        assertThat(recorded.missedTicks()).isZero();
    }

    @Test
    void nothing_is_due_before_the_end_of_a_pause() {
        var pause = NOW.plusSeconds(100);
        var throttle = new Throttle(ENDPOINT, pause, 429, true);

        var recorded = assess(healthy(), Optional.of(throttle), state(0, null), Duration.ZERO);

        assertThat(recorded.pausedUntil()).isEqualTo(pause);
        assertThat(recorded.nextDueAt()).isEqualTo(Cadence.nextTick(ENDPOINT, INTERVAL, pause));
    }

    @Test
    void the_later_of_two_pauses_holds() {
        var throttle = new Throttle(ENDPOINT, NOW.plusSeconds(10), 429, true);

        var recorded = assess(healthy(), Optional.of(throttle), state(0, NOW.plusSeconds(200)), Duration.ZERO);

        assertThat(recorded.pausedUntil()).isEqualTo(NOW.plusSeconds(200));
    }

    @Test
    void refusals_in_a_row_are_counted_and_one_other_answer_ends_them() {
        assertThat(assess(refused(), Optional.empty(), state(3, null), Duration.ZERO)
                        .authFailures())
                .isEqualTo(4);
        assertThat(assess(healthy(), Optional.empty(), state(3, null), Duration.ZERO)
                        .authFailures())
                .isZero();
    }

    @Test
    void a_check_that_was_not_made_changes_nothing_but_when_the_next_is_due() {
        var recorded =
                assess(new Verdict.NotMade("BUDGET_EXHAUSTED", "why"), Optional.empty(), state(3, null), Duration.ZERO);

        assertThat(recorded.observation()).isEmpty();
        assertThat(recorded.changed()).isFalse();
        assertThat(recorded.authFailures()).isEqualTo(3);
        assertThat(recorded.nextDueAt()).isAfter(NOW);
    }

    @Test
    void what_is_worse_waits_for_the_grace_and_falls_after_it() {
        var waking = new Confirmation(new Threshold(1, 1), new Threshold(1, 1), 60);

        var first = assess(timeout(), state(HealthStatus.HEALTHY, waking, null));
        assertThat(first.changed()).isFalse();
        assertThat(first.worseSince()).isEqualTo(first.checkedAt());
        assertThat(first.observation().orElseThrow().metadata()).containsEntry("grace", true);
        var later = assess(timeout(), state(HealthStatus.HEALTHY, waking, NOW.minusSeconds(59)));
        assertThat(later.changed()).isFalse();
        var late = assess(timeout(), state(HealthStatus.HEALTHY, waking, NOW.minusSeconds(60)));
        assertThat(late.statusNow()).isEqualTo(HealthStatus.TIMEOUT);
        assertThat(late.observation().orElseThrow().metadata()).doesNotContainKey("grace");
    }

    @Test
    void one_check_that_is_not_worse_ends_the_wait() {
        var waking = new Confirmation(new Threshold(1, 1), new Threshold(1, 1), 60);

        assertThat(assess(healthy(), state(HealthStatus.HEALTHY, waking, NOW.minusSeconds(59)))
                        .worseSince())
                .isNull();
    }

    @Test
    void nothing_is_known_of_what_wakes_for_the_first_time() {
        var waking = new Confirmation(new Threshold(1, 1), new Threshold(1, 1), 60);

        assertThat(assess(timeout(), state(null, waking, null)).statusNow()).isNull();
        assertThat(assess(healthy(), state(null, waking, NOW.minusSeconds(5))).statusNow())
                .isEqualTo(HealthStatus.HEALTHY);
        assertThat(assess(timeout(), state(null, waking, NOW.minusSeconds(61))).statusNow())
                .isEqualTo(HealthStatus.TIMEOUT);
    }

    private Recorded assess(Verdict verdict, EndpointState state) {
        return assess(verdict, Optional.empty(), state, Duration.ZERO);
    }

    private Recorded assess(Verdict verdict, Optional<Throttle> throttle, EndpointState state, Duration ago) {
        return assessment.assess(
                new FinishedCheck(UUID.randomUUID(), ENDPOINT, 1, 0, verdict, throttle), state, Audience.NONE, ago);
    }

    private static EndpointState state(int authFailures, Instant pausedUntil) {
        return state(HealthStatus.HEALTHY, Confirmation.DEFAULT, null, authFailures, pausedUntil);
    }

    private static EndpointState state(HealthStatus status, Confirmation confirmation, Instant worseSince) {
        return state(status, confirmation, worseSince, 0, null);
    }

    private static EndpointState state(
            HealthStatus status, Confirmation confirmation, Instant worseSince, int authFailures, Instant pausedUntil) {
        return new EndpointState(
                ENDPOINT,
                1,
                "banano",
                600,
                INTERVAL,
                confirmation,
                new ConfirmedStatus(status, List.of()),
                worseSince,
                1,
                authFailures,
                pausedUntil,
                new MaintenanceScope(ENDPOINT, List.of(), null),
                NOW);
    }

    private static Verdict healthy() {
        return new Verdict.Observed(new Observation(HealthStatus.HEALTHY, Reason.OK, 1, 200, null, Map.of()));
    }

    private static Verdict timeout() {
        return new Verdict.Observed(
                new Observation(HealthStatus.TIMEOUT, Reason.TIMEOUT, null, null, "no answer", new HashMap<>()));
    }

    private static Verdict refused() {
        return new Verdict.Observed(new Observation(HealthStatus.UNHEALTHY, Reason.AUTH, 1, 401, "no", Map.of()));
    }
}
