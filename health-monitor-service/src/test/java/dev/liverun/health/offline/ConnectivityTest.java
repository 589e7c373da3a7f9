package dev.liverun.health.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.check.EndpointCheck;
import dev.liverun.integrations.Auth;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.Contact;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import dev.liverun.integrations.outcome.Way;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectivityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final PhaseTimings FRESH = new PhaseTimings(0, 0, 1, 1, 0, 0, 0, 2, false);
    private static final PhaseTimings KEPT = new PhaseTimings(0, 0, 0, 0, 0, 0, 0, 0, true);

    private final AtomicLong now = new AtomicLong(100 * SECOND);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** What a host says when it is asked; who is not there is silent. */
    private final Map<String, CallOutcome> saying = new HashMap<>();

    private final List<String> asked = new ArrayList<>();

    @Test
    void who_refuses_was_heard_and_what_was_never_sent_says_nothing() {
        var refused = failed(FailureKind.CONNECT, Phase.CONNECT, FRESH, new Contact(Way.OUTER, true));
        var halted = failed(FailureKind.HALTED, Phase.PREPARE, FRESH, Contact.NONE);
        var noToken = failed(FailureKind.CREDENTIAL, Phase.AUTH, FRESH, new Contact(Way.OUTER, false));
        var noCredential = failed(FailureKind.CREDENTIAL, Phase.AUTH, FRESH, Contact.NONE);

        assertThat(Connectivity.isHeard(refused)).isTrue();
        assertThat(Connectivity.isHeard(heard(Way.OUTER))).isTrue();
        assertThat(Connectivity.isSilent(silent(Way.OUTER))).isTrue();
        assertThat(Connectivity.isSilent(noToken)).isTrue();
        assertThat(Connectivity.isHeard(halted) || Connectivity.isSilent(halted))
                .isFalse();
        assertThat(Connectivity.isHeard(noCredential) || Connectivity.isSilent(noCredential))
                .isFalse();
    }

    @Test
    void silence_of_this_machine_is_theirs() {
        assertThat(whose(connectivity(), "a", silent(Way.LOOPBACK), 10)).isEqualTo(Whose.THEIRS);
        assertThat(asked).isEmpty();
    }

    @Test
    void while_this_process_stood_still_nothing_could_be_heard_from_anybody() {
        var connectivity = connectivity();
        connectivity.tick();
        now.addAndGet(20 * SECOND);

        assertThat(whose(connectivity, "a", silent(Way.LOOPBACK), 10)).isEqualTo(Whose.OURS);

        connectivity.tick();
        assertThat(whose(connectivity, "a", silent(Way.LOOPBACK), 1)).isEqualTo(Whose.OURS);
        now.addAndGet(SECOND / 4);
        connectivity.tick();
        assertThat(whose(connectivity, "a", silent(Way.LOOPBACK), 0)).isEqualTo(Whose.THEIRS);
    }

    @Test
    void others_that_were_heard_meanwhile_and_are_heard_again_show_that_it_is_theirs_without_a_question() {
        var connectivity = connectivity(Optional.empty(), Duration.ofSeconds(5));
        hearEverySecond(connectivity, 10);

        var whose = connectivity
                .whose(check("a"), silent(Way.OUTER), now.get() - 9 * SECOND, Runnable::run)
                .subscribeAsCompletionStage();
        assertThat(whose).isNotDone();
        connectivity.heard(check("b"), heard(Way.OUTER));

        assertThat(whose.join()).isEqualTo(Whose.THEIRS);
        assertThat(asked).isEmpty();
    }

    @Test
    void whoever_was_heard_last_is_asked_when_nobody_is_heard_by_chance() {
        var connectivity = connectivity();
        hearEverySecond(connectivity, 10);
        saying.put("CONNECTION b", heard(Way.OUTER));

        assertThat(whose(connectivity, "a", silent(Way.OUTER), 9)).isEqualTo(Whose.THEIRS);
        assertThat(asked).containsExactly("CONNECTION b");
    }

    @Test
    void a_check_that_was_silent_while_nobody_else_was_heard_is_made_again_once_somebody_is() {
        var connectivity = connectivity();
        connectivity.heard(check("b"), heard(Way.OUTER));
        saying.put("CONNECTION b", heard(Way.OUTER));
        now.addAndGet(20 * SECOND);

        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.THEIRS);
        assertThat(asked).containsExactly("CONNECTION b", "ANSWER a", "CONNECTION b");

        saying.put("ANSWER a", heard(Way.OUTER));
        now.addAndGet(20 * SECOND);
        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10))
                .as("it is there now, so the network may not have been before")
                .isEqualTo(Whose.UNCLEAR);
    }

    @Test
    void others_who_are_silent_too_show_that_it_is_us_until_somebody_is_heard() {
        var connectivity = connectivity();
        connectivity.heard(check("b"), heard(Way.OUTER));

        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.OURS);
        assertThat(offline()).isEqualTo(1);
        assertThat(whose(connectivity, "b", silent(Way.OUTER), 10)).isEqualTo(Whose.OURS);

        connectivity.heard(check("b"), heard(Way.INNER));
        assertThat(offline()).as("another network").isEqualTo(1);
        now.addAndGet(SECOND);
        connectivity.heard(check("b"), heard(Way.OUTER));
        assertThat(offline()).isZero();
        saying.put("CONNECTION b", heard(Way.OUTER));
        now.addAndGet(SECOND);
        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10))
                .as("it began before we were back")
                .isEqualTo(Whose.OURS);
        now.addAndGet(20 * SECOND);
        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.THEIRS);
    }

    @Test
    void who_is_on_another_network_cannot_tell() {
        var connectivity = connectivity();
        connectivity.heard(check("inside"), heard(Way.INNER));
        saying.put("CONNECTION inside", heard(Way.INNER));

        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.UNCLEAR);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, false, false, UNCLEAR",
        "CONNECT, false, true, UNCLEAR",
        "FIRST_BYTE, false, true, THEIRS",
        "TLS, false, true, THEIRS",
        "FIRST_BYTE, false, false, UNCLEAR",
        "FIRST_BYTE, true, true, UNCLEAR"
    })
    void a_single_host_is_its_own_witness_when_it_takes_connections_and_is_silent_then(
            Phase phase, boolean kept, boolean takesConnections, Whose expected) {
        if (takesConnections) {
            saying.put("CONNECTION a", heard(Way.OUTER));
        }
        var outcome = failed(FailureKind.TIMEOUT, phase, kept ? KEPT : FRESH, new Contact(Way.OUTER, false));

        assertThat(whose(connectivity(), "a", outcome, 10)).isEqualTo(expected);
        assertThat(offline()).isZero();
    }

    @Test
    void a_single_host_that_answers_when_it_is_asked_again_may_have_been_cut_off_by_us() {
        saying.put("CONNECTION a", heard(Way.OUTER));
        saying.put("ANSWER a", heard(Way.OUTER));
        var outcome = failed(FailureKind.TIMEOUT, Phase.FIRST_BYTE, FRESH, new Contact(Way.OUTER, false));

        assertThat(whose(connectivity(), "a", outcome, 10)).isEqualTo(Whose.UNCLEAR);
    }

    @Test
    void a_reference_tells_from_the_first_check_on() {
        var connectivity =
                connectivity(Optional.of(List.of("https://reference", "https://inside")), Duration.ofMillis(1));

        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.OURS);
        saying.put("CONNECTION inside", heard(Way.INNER));
        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.OURS);

        saying.put("CONNECTION reference", heard(Way.OUTER));
        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10))
                .as("this very question has ended our outage")
                .isEqualTo(Whose.OURS);
        now.addAndGet(20 * SECOND);
        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.THEIRS);
    }

    @Test
    void a_reference_that_must_not_be_asked_says_nothing() {
        saying.put("CONNECTION reference", failed(FailureKind.HALTED, Phase.PREPARE, FRESH, Contact.NONE));
        var connectivity = connectivity(Optional.of(List.of("https://reference")), Duration.ofMillis(1));

        assertThat(whose(connectivity, "a", silent(Way.OUTER), 10)).isEqualTo(Whose.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({"true, false, THEIRS", "true, true, UNCLEAR", "false, false, OURS"})
    void of_a_name_that_is_not_resolved_the_resolver_tells(
            boolean resolverKnowsOthers, boolean resolvesNow, Whose expected) {
        if (resolverKnowsOthers) {
            saying.put("ADDRESSES *.test", failed(FailureKind.DNS, Phase.DNS, FRESH, new Contact(Way.NAMES, true)));
        }
        if (resolvesNow) {
            saying.put("ADDRESSES a.test", heard(Way.NAMES));
        }

        assertThat(whose(connectivity(), "a.test", silent(Way.NAMES), 10)).isEqualTo(expected);
        assertThat(asked.get(0)).matches("ADDRESSES liverun-[0-9a-f]+\\.test");
    }

    @Test
    void only_whoever_is_found_by_a_name_shows_that_names_are_found_again() {
        var connectivity = connectivity();
        assertThat(whose(connectivity, "a.test", silent(Way.NAMES), 10)).isEqualTo(Whose.OURS);

        connectivity.heard(check("127.0.0.1"), heard(Way.LOOPBACK));
        connectivity.heard(check("localhost"), heard(Way.LOOPBACK));
        connectivity.heard(check("[2001:db8::1]"), heard(Way.OUTER));
        assertThat(offline()).isEqualTo(1);

        connectivity.heard(check("b.test"), heard(Way.OUTER));
        assertThat(offline()).isZero();
    }

    @Test
    void without_a_token_the_host_of_tokens_is_no_witness_and_the_check_is_made_again() {
        var oauth = new EndpointCheck(
                UUID.randomUUID(),
                URI.create("https://a"),
                "https://a",
                new Auth.OAuth("client", URI.create("https://tokens/t"), Optional.empty()),
                60,
                Duration.ofSeconds(10),
                0,
                CheckDefinition.DEFAULT);
        var noToken = failed(FailureKind.CREDENTIAL, Phase.AUTH, FRESH, new Contact(Way.OUTER, false));
        var connectivity = connectivity();
        connectivity.heard(check("a"), heard(Way.OUTER));
        connectivity.heard(check("tokens"), heard(Way.OUTER));
        now.addAndGet(20 * SECOND);
        saying.put("CONNECTION a", heard(Way.OUTER));
        saying.put("ANSWER a", noToken);

        assertThat(connectivity
                        .whose(oauth, noToken, now.get() - SECOND, Runnable::run)
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo(Whose.THEIRS);
        assertThat(asked).containsExactly("CONNECTION a", "ANSWER a", "CONNECTION a");
    }

    private void hearEverySecond(Connectivity connectivity, int seconds) {
        for (int i = 0; i < seconds; i++) {
            connectivity.heard(check("b"), heard(Way.OUTER));
            now.addAndGet(SECOND);
        }
    }

    private Whose whose(Connectivity connectivity, String host, CallOutcome outcome, int secondsAgo) {
        return connectivity
                .whose(check(host), outcome, now.get() - secondsAgo * SECOND, Runnable::run)
                .await()
                .atMost(PATIENCE);
    }

    private double offline() {
        return meters.get("liverun.health.offline").gauge().value();
    }

    private Connectivity connectivity() {
        return connectivity(Optional.empty(), Duration.ofMillis(1));
    }

    private Connectivity connectivity(Optional<List<String>> references, Duration settle) {
        var config = new OfflineConfig() {
            @Override
            public Optional<List<String>> reference() {
                return references;
            }

            @Override
            public Duration settle() {
                return settle;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration stoodStill() {
                return Duration.ofSeconds(1);
            }
        };
        var client = new IntegrationClient() {
            @Override
            public Uni<CallOutcome> call(Target target, OutgoingRequest request) {
                var host = URI.create(request.url()).getHost();
                asked.add(request.reach() + " " + host);
                var unheardOf = host.startsWith("liverun-") ? "*" + host.substring(host.indexOf('.')) : host;
                return Uni.createFrom()
                        .item(saying.getOrDefault(
                                request.reach() + " " + unheardOf,
                                silent(request.reach() == Reach.ADDRESSES ? Way.NAMES : Way.OUTER)));
            }

            @Override
            public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
                return Uni.createFrom().voidItem();
            }
        };
        return new Connectivity(config, client, meters, now::get);
    }

    private static EndpointCheck check(String host) {
        return new EndpointCheck(
                UUID.randomUUID(),
                URI.create("https://" + host),
                "https://" + host,
                Auth.none(),
                60,
                Duration.ofSeconds(10),
                0,
                CheckDefinition.DEFAULT);
    }

    private static CallOutcome heard(Way way) {
        return new CallOutcome.Reached(
                List.of(),
                FRESH,
                List.of(attempt(Optional.empty(), Phase.CONNECT, FRESH, new Contact(way, true))),
                Optional.empty(),
                Optional.empty());
    }

    private static CallOutcome silent(Way way) {
        return failed(
                way == Way.NAMES ? FailureKind.DNS : FailureKind.TIMEOUT,
                way == Way.NAMES ? Phase.DNS : Phase.CONNECT,
                FRESH,
                new Contact(way, false));
    }

    private static CallOutcome failed(FailureKind kind, Phase phase, PhaseTimings timings, Contact contact) {
        return new CallOutcome.Failed(
                kind,
                phase,
                "why",
                timings,
                List.of(attempt(Optional.of(kind), phase, timings, contact)),
                Optional.empty(),
                Optional.empty());
    }

    private static Attempt attempt(Optional<FailureKind> failure, Phase phase, PhaseTimings timings, Contact contact) {
        return new Attempt(1, Instant.EPOCH, OptionalInt.empty(), failure, phase, "", timings, contact);
    }
}
