package dev.liverun.health.offline;

import dev.liverun.health.check.EndpointCheck;
import dev.liverun.integrations.Auth;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.Way;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Who can be asked whether the network is there: the configured references, else the hosts that were heard last. They are asked
 * for a connection only, one question at a time each, and hosts under their own rate limit. Used by one thread.
 */
final class Witnesses {

    private static final int MOST_HOSTS = 16;
    private static final int ASKED_AT_A_TIME = 3;
    /** A second check of what may be asked once a minute must not fail for that. */
    private static final Duration WAITS_FOR_ITS_RATE = Duration.ofMinutes(5);

    private static final int REFERENCE_PER_MINUTE = 6000;
    /** A host that was not heard for longer may not be one of ours any more. */
    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(10).toNanos();

    private record Witness(EndpointCheck check, long heard) {}

    private final OfflineConfig config;
    private final IntegrationClient client;
    /** Those that were heard last, the latest at the end. */
    private final Map<Way, Map<String, Witness>> hosts = new EnumMap<>(Way.class);

    private final Map<String, Uni<CallOutcome>> questions = new HashMap<>();

    Witnesses(OfflineConfig config, IntegrationClient client) {
        this.config = config;
        this.client = client;
    }

    void heard(EndpointCheck check, Way way, long nanos) {
        if (way == Way.NAMES || way == Way.LOOPBACK) {
            return;
        }
        var there = hosts.computeIfAbsent(way, none -> new LinkedHashMap<>());
        var host = check.host();
        there.remove(host);
        there.put(host, new Witness(check, nanos));
        if (there.size() > MOST_HOSTS) {
            there.remove(there.keySet().iterator().next());
        }
    }

    void forget() {
        hosts.clear();
    }

    /** A host that is silent is no witness until it is heard again. */
    void silent(String host) {
        hosts.values().forEach(there -> there.remove(host));
    }

    /** Asks those who can tell about this way; there may be none. */
    List<Uni<CallOutcome>> ask(Way way, long now, Executor eventLoop) {
        var references = config.reference().orElse(List.of());
        if (!references.isEmpty()) {
            return references.stream()
                    .map(url -> once(
                            url,
                            eventLoop,
                            () -> client.call(reference(url), reaching(url, Reach.CONNECTION, config.timeout()))))
                    .toList();
        }
        var there = hosts.getOrDefault(way, new HashMap<>());
        there.values().removeIf(witness -> now - witness.heard > FORGOTTEN_AFTER);
        var known = List.copyOf(there.values());
        return known.subList(Math.max(0, known.size() - ASKED_AT_A_TIME), known.size()).stream()
                .map(witness -> connection(witness.check, config.timeout(), eventLoop))
                .toList();
    }

    /** Asks for a connection to an endpoint's host. */
    Uni<CallOutcome> connection(EndpointCheck check, Duration timeout, Executor eventLoop) {
        var url = check.calledUrl();
        return once(
                url,
                eventLoop,
                () -> client.call(target(check, timeout), reaching(url, Reach.CONNECTION, config.timeout())));
    }

    /** Makes the whole check once more, at one attempt. */
    Uni<CallOutcome> check(EndpointCheck check, Executor eventLoop) {
        var target = check.target();
        var once = new Target(
                target.endpointId(),
                target.baseUrl(),
                target.auth(),
                target.timeout(),
                0,
                target.rateLimitPerMinute(),
                true);
        return client.call(once, check.request(WAITS_FOR_ITS_RATE)).emitOn(eventLoop);
    }

    /** Asks for the endpoint's name once more. */
    Uni<CallOutcome> name(EndpointCheck check, String host, Duration timeout, Executor eventLoop) {
        return client.call(target(check, timeout), reaching("http://" + host, Reach.ADDRESSES, config.timeout()))
                .emitOn(eventLoop);
    }

    /**
     * Asks for a name in the endpoint's top-level domain that nobody has asked for yet, so that no cache can answer: only
     * those who keep that domain can say that it does not exist.
     */
    Uni<CallOutcome> unheardOfName(EndpointCheck check, String host, Executor eventLoop) {
        var domain = host.substring(host.lastIndexOf('.') + 1);
        return once(
                "a name in " + domain,
                eventLoop,
                () -> name(
                        check,
                        "liverun-"
                                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "." + domain,
                        config.timeout(),
                        eventLoop));
    }

    /** Whoever asks while the same question is under way shares its answer; an older one says nothing about now. */
    private Uni<CallOutcome> once(String about, Executor eventLoop, Supplier<Uni<CallOutcome>> ask) {
        var underWay = questions.get(about);
        if (underWay != null) {
            return underWay;
        }
        var answer = Uni.createFrom()
                .deferred(ask::get)
                .emitOn(eventLoop)
                .onTermination()
                .invoke(() -> questions.remove(about))
                .memoize()
                .indefinitely();
        questions.put(about, answer);
        return answer;
    }

    private static OutgoingRequest reaching(String url, Reach reach, Duration maxWait) {
        return OutgoingRequest.to("GET", url)
                .purpose(Purpose.HEALTH_CHECK)
                .reach(reach)
                .maxWait(maxWait)
                .build();
    }

    private static Target target(EndpointCheck check, Duration timeout) {
        return new Target(
                check.endpointId(), check.baseUrl(), Auth.none(), timeout, 0, check.rateLimitPerMinute(), true);
    }

    private Target reference(String url) {
        return new Target(
                UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8)),
                URI.create(url),
                Auth.none(),
                config.timeout(),
                0,
                REFERENCE_PER_MINUTE,
                true);
    }
}
