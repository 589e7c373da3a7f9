package dev.liverun.health.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConnectivityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<OutgoingRequest> asked = new ArrayList<>();
    private CallOutcome reference = reached();

    @Test
    void a_reference_that_is_reached_shows_that_it_is_them_however_many_they_are() {
        var connectivity = connectivity(Optional.of("https://reference.test"));

        for (var host : List.of("a", "b", "c", "d")) {
            assertThat(isOurs(connectivity, host)).isFalse();
        }

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).reach()).isEqualTo(Reach.CONNECTION);
    }

    @Test
    void a_reference_that_is_out_of_reach_shows_that_it_is_us_from_the_first_check_on() {
        reference = failed(FailureKind.DNS);

        assertThat(isOurs(connectivity(Optional.of("https://reference.test")), "a"))
                .isTrue();
    }

    @Test
    void nobody_is_asked_when_another_was_reached_meanwhile() {
        reference = failed(FailureKind.DNS);
        var connectivity = connectivity(Optional.of("https://reference.test"));
        long started = System.nanoTime();
        connectivity.reached("b");

        assertThat(connectivity.isOurs("a", started, Runnable::run).await().atMost(PATIENCE))
                .isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_reference_that_cannot_be_asked_says_nothing() {
        reference = failed(FailureKind.HALTED);

        assertThat(isOurs(connectivity(Optional.of("https://reference.test")), "a"))
                .isFalse();
    }

    @Test
    void without_a_reference_enough_hosts_tell() {
        var connectivity = connectivity(Optional.empty());

        assertThat(isOurs(connectivity, "a")).isFalse();
        assertThat(isOurs(connectivity, "b")).isFalse();
        assertThat(isOurs(connectivity, "c")).isTrue();
    }

    @Test
    void an_answer_that_refuses_is_an_answer() {
        assertThat(Connectivity.isReached(failed(FailureKind.RESET))).isTrue();
        assertThat(Connectivity.isReached(reached())).isTrue();
        assertThat(Connectivity.isOutOfReach(failed(FailureKind.CONNECT))).isTrue();
        assertThat(Connectivity.isReached(failed(FailureKind.PAUSED))).isFalse();
        assertThat(Connectivity.isOutOfReach(failed(FailureKind.PAUSED))).isFalse();
    }

    private static boolean isOurs(Connectivity connectivity, String host) {
        return connectivity
                .isOurs(host, System.nanoTime(), Runnable::run)
                .await()
                .atMost(PATIENCE);
    }

    private Connectivity connectivity(Optional<String> address) {
        var config = new OfflineConfig() {
            @Override
            public Optional<String> reference() {
                return address;
            }

            @Override
            public int hosts() {
                return 3;
            }

            @Override
            public Duration settle() {
                return Duration.ofMillis(1);
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(1);
            }
        };
        var client = new IntegrationClient() {
            @Override
            public Uni<CallOutcome> call(Target target, OutgoingRequest request) {
                asked.add(request);
                return Uni.createFrom().item(reference);
            }

            @Override
            public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
                return Uni.createFrom().voidItem();
            }
        };
        return new Connectivity(config, client, new SimpleMeterRegistry());
    }

    private static CallOutcome reached() {
        return new CallOutcome.Reached(List.of(), PhaseTimings.NONE, List.of(), Optional.empty(), Optional.empty());
    }

    private static CallOutcome failed(FailureKind kind) {
        return new CallOutcome.Failed(
                kind, Phase.CONNECT, "why", PhaseTimings.NONE, List.of(), Optional.empty(), Optional.empty());
    }
}
