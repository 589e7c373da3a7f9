package dev.liverun.integrations.testing;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.CallGate;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.Throttle;
import dev.liverun.integrations.budget.InMemoryBudgetStore;
import dev.liverun.integrations.budget.RateBudget;
import dev.liverun.integrations.budget.SharedRateBudget;
import dev.liverun.integrations.client.CallMetrics;
import dev.liverun.integrations.client.CallSettings;
import dev.liverun.integrations.client.LiveIntegrationClient;
import dev.liverun.integrations.credentials.CredentialSource;
import dev.liverun.integrations.credentials.Secrets;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.http.HostResolver;
import dev.liverun.integrations.http.HttpWire;
import dev.liverun.integrations.http.Proxy;
import dev.liverun.integrations.http.TlsContext;
import dev.liverun.integrations.http.WireLimits;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.redaction.KnownSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client as a service has it, with names, credentials and gates that a test decides. */
public final class Clients implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(20);

    public final Vertx vertx = Vertx.vertx();
    public final KnownSecrets known = new KnownSecrets();
    public final Map<String, String> credentials = new ConcurrentHashMap<>();
    public final Map<String, String> hosts = new ConcurrentHashMap<>();
    public final List<Throttle> throttles = new CopyOnWriteArrayList<>();
    public final List<CallGate> gates = new ArrayList<>();
    public final List<CredentialSource> sources = new ArrayList<>();
    public final MeterRegistry meters = new SimpleMeterRegistry();
    public CallSettings settings = new CallSettings(
            Duration.ofSeconds(30),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            1 << 20,
            "Liverun/test");
    public WireLimits limits = WireLimits.DEFAULT;
    public EgressPolicy policy = new EgressPolicy(List.of(), true);
    /** As {@code host:port}; none stands for those of this machine. */
    public List<String> nameServers = List.of();

    public Optional<Path> authorities = Optional.empty();
    public Optional<Proxy> proxy = Optional.empty();
    public Clock clock = Clock.systemUTC();

    private IntegrationClient client;
    private HostResolver resolver;

    public IntegrationClient client() {
        if (client == null) {
            resolver = HostResolver.of((VertxInternal) vertx, nameServers);
            sources.add(name -> Optional.ofNullable(credentials.get(name)));
            RateBudget budget = new SharedRateBudget(
                    new InMemoryBudgetStore(Clock.systemUTC()), vertx, clock, 1, 1, Duration.ofSeconds(2));
            HttpWire wire = new HttpWire(vertx, policy, this::resolve, TlsContext.create(authorities), limits, proxy);
            client = new LiveIntegrationClient(
                    vertx,
                    clock,
                    settings,
                    policy,
                    wire,
                    budget,
                    new Secrets(sources, known, vertx, clock, Duration.ofMillis(1)),
                    known,
                    gates,
                    List.of(throttle -> Uni.createFrom().item(() -> {
                        throttles.add(throttle);
                        return null;
                    })),
                    new CallMetrics(meters));
        }
        return client;
    }

    /** Names of the test lead where it says; a name without an address is never answered. */
    private io.netty.util.concurrent.Future<List<InetAddress>> resolve(EventLoop eventLoop, String host) {
        String address = hosts.get(host);
        if (address == null) {
            return resolver.resolve(eventLoop, host);
        }
        Promise<List<InetAddress>> resolved = eventLoop.newPromise();
        if (!address.isEmpty()) {
            try {
                List<InetAddress> all = new ArrayList<>();
                for (String one : address.split(",")) {
                    all.add(InetAddress.getByName(one));
                }
                resolved.setSuccess(all);
            } catch (java.net.UnknownHostException e) {
                resolved.setFailure(e);
            }
        }
        return resolved;
    }

    public CallOutcome call(Target target, OutgoingRequest request) {
        return client().call(target, request).await().atMost(PATIENCE);
    }

    public CallOutcome get(String url) {
        return call(target(url), OutgoingRequest.get(""));
    }

    public CallOutcome.Answered answered(Target target, OutgoingRequest request) {
        CallOutcome outcome = call(target, request);
        if (outcome instanceof CallOutcome.Answered answered) {
            return answered;
        }
        throw new AssertionError("Expected an answer, got " + outcome);
    }

    public CallOutcome.Failed failed(Target target, OutgoingRequest request) {
        CallOutcome outcome = call(target, request);
        if (outcome instanceof CallOutcome.Failed failed) {
            return failed;
        }
        throw new AssertionError("Expected a failure, got " + outcome);
    }

    /** With the shortest timeout, after a call that took all the time a first one takes. */
    public CallOutcome.Failed soonFailed(Target target, OutgoingRequest request) {
        int warm = Servers.http(vertx, any -> any.response().end());
        answered(target("http://127.0.0.1:" + warm), OutgoingRequest.get(""));
        return failed(impatient(target), request);
    }

    /** Without repetitions, practically without rate limit. */
    public static Target target(String url) {
        return target(url, Auth.none());
    }

    public static Target target(String url, Auth auth) {
        return new Target(UUID.randomUUID(), URI.create(url), auth, Duration.ofSeconds(15), 0, 1_000_000, true);
    }

    /** The same with the shortest timeout. */
    public static Target impatient(Target target) {
        return new Target(
                target.endpointId(),
                target.baseUrl(),
                target.auth(),
                Duration.ofSeconds(1),
                target.retryAttempts(),
                target.rateLimitPerMinute(),
                target.enabled());
    }

    public static Target withRetries(Target target, int retries) {
        return new Target(
                target.endpointId(),
                target.baseUrl(),
                target.auth(),
                target.timeout(),
                retries,
                target.rateLimitPerMinute(),
                target.enabled());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
