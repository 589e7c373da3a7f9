package dev.liverun.local.stack;

import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedKafka;
import dev.liverun.embedded.EmbeddedPostgres;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.Life;
import dev.liverun.embedded.Ports;
import dev.liverun.embedded.PostgresOptions;
import dev.liverun.local.identity.LocalIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The whole system on this machine. Starting is idempotent: what runs already is left alone, what is missing is started,
 * on the ports that the others know.
 */
public final class Stack {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Installation installation;
    private final DataDirectory data;
    private final RememberedPorts ports;
    private final LocalSecrets secrets;
    private final Readiness readiness = new Readiness();
    private final Consumer<String> progress;

    public Stack(Installation installation, DataDirectory data, Consumer<String> progress) {
        this.installation = installation;
        this.data = data;
        this.progress = progress;
        this.ports = new RememberedPorts(data);
        this.secrets = new LocalSecrets(data);
    }

    /** Starts what does not run; the gateway on {@code gatewayPort}. Fails with a {@link StackException}. */
    public void up(int gatewayPort) {
        checkGatewayPort(gatewayPort);
        var threads = Executors.newCachedThreadPool();
        var started = new ArrayList<CompletableFuture<Running>>();
        try {
            started.add(inBackground(threads, this::startKafka));
            var postgres = startPostgres();
            var identity = LocalIdentity.of(data);
            secrets.layCredentials();
            createDatabases(postgres);
            var settings =
                    new ServiceSettings(data, ports, secrets, identity, postgres.port(), kafkaPort(), gatewayPort);
            started.add(inBackground(threads, () -> startSandbox(gatewayPort)));
            for (var service : Member.services()) {
                started.add(inBackground(threads, () -> start(service, settings.ofService(service))));
            }
            started.add(inBackground(threads, () -> start(Member.GATEWAY, settings.ofGateway())));
        } finally {
            // Also after a failure: what is on its way must be known to status and down.
            awaitAll(started);
            threads.shutdown();
        }
        started.forEach(Stack::join);
    }

    /** Ends everything that this stack runs, in the opposite order; returns what was running. */
    public List<Running> down() {
        var running = new ArrayList<>(running().values());
        Collections.reverse(running);
        var javas = running.stream()
                .filter(one -> one.member() != Member.POSTGRES && one.member() != Member.KAFKA)
                .toList();
        javas.forEach(one -> one.process().destroy());
        javas.forEach(this::awaitEnd);
        for (var one : running) {
            if (one.member() == Member.KAFKA) {
                progress.accept("stopping Kafka");
                EmbeddedKafka.find(kafkaOptions()).ifPresent(EmbeddedKafka::stop);
                one.forget(data);
            }
        }
        for (var one : running) {
            if (one.member() == Member.POSTGRES) {
                progress.accept("stopping PostgreSQL");
                EmbeddedPostgres.find(postgresOptions()).ifPresent(EmbeddedPostgres::stop);
                one.forget(data);
            }
        }
        return running;
    }

    /** What runs now, in the order of {@link Member}. */
    public Map<Member, Running> running() {
        var running = new LinkedHashMap<Member, Running>();
        for (var member : Member.values()) {
            Running.find(data, member).ifPresent(one -> running.put(member, one));
        }
        return running;
    }

    /** Whether a running member says that it is ready. */
    public boolean ready(Running running) {
        return probe(running.member()).map(readiness::answers).orElse(true);
    }

    /** Where people and clients find the stack. */
    public URI address() {
        return URI.create("http://localhost:"
                + gatewayPortInUse()
                        .orElseThrow(() -> new StackException("Liverun is not running with the data in " + data.root()
                                + ": start it with ./liverun up.")));
    }

    /** Where the stand-ins are told to fail, and the token for it. */
    public Map.Entry<URI, String> sandboxControl() {
        var sandbox = Running.find(data, Member.SANDBOX)
                .orElseThrow(() -> new StackException("The sandbox does not run: start it with ./liverun up."));
        return Map.entry(URI.create("http://127.0.0.1:" + sandbox.port()), secrets.of("sandbox-control"));
    }

    /** What a person on GitHub's side would sign in with, in the sandbox. */
    public String gitHubPersonToken() {
        return secrets.of("github-human");
    }

    public Optional<Integer> gatewayPortInUse() {
        return Running.find(data, Member.GATEWAY).map(Running::port);
    }

    private void checkGatewayPort(int wanted) {
        var gateway = Running.find(data, Member.GATEWAY);
        if (gateway.isPresent() && gateway.get().port() != wanted) {
            throw new StackException("Liverun already runs with the data in " + data.root() + " on port "
                    + gateway.get().port() + ": use that, or end it first with ./liverun down.");
        }
        if (gateway.isEmpty() && !Ports.isFree(wanted)) {
            throw new StackException("Port " + wanted + " is in use by another program: choose one with"
                    + " ./liverun up --port PORT (and --data DIR for a second stack).");
        }
    }

    private EmbeddedPostgres startPostgres() {
        boolean found = Running.find(data, Member.POSTGRES).isPresent();
        var postgres = EmbeddedPostgres.start(postgresOptions());
        Running.remember(data, Member.POSTGRES, ProcessHandle.of(postgres.pid()).orElseThrow(), postgres.port());
        told(Member.POSTGRES, found, postgres.port());
        return postgres;
    }

    private Running startKafka() {
        boolean found = Running.find(data, Member.KAFKA).isPresent();
        var kafka = EmbeddedKafka.start(kafkaOptions());
        var running = Running.remember(
                data, Member.KAFKA, ProcessHandle.of(kafka.pid()).orElseThrow(), kafka.port());
        told(Member.KAFKA, found, kafka.port());
        return running;
    }

    private int kafkaPort() {
        return ports.of("kafka");
    }

    private PostgresOptions postgresOptions() {
        return PostgresOptions.of(new Dist(installation.embeddedDist()))
                .dataDir(data.servers(Member.POSTGRES))
                .port(ports.of("postgres"))
                .durable(true)
                .logFile(data.log(Member.POSTGRES))
                .life(Life.detached());
    }

    private KafkaOptions kafkaOptions() {
        return KafkaOptions.of(new Dist(installation.embeddedDist()))
                .dataDir(data.servers(Member.KAFKA))
                .port(kafkaPort())
                .logFile(data.log(Member.KAFKA))
                .life(Life.detached());
    }

    private void createDatabases(EmbeddedPostgres postgres) {
        for (var service : Member.services()) {
            var name = service.database();
            postgres.createDatabase(name, name, secrets.of("database-" + name));
        }
        secrets.save();
    }

    private Running startSandbox(int gatewayPort) {
        var found = Running.find(data, Member.SANDBOX);
        var running = found.orElseGet(() -> {
            int port = ports.of("sandbox");
            return new Spawner(installation, data)
                    .spawn(
                            Member.SANDBOX,
                            port,
                            ServiceSettings.smallJvm(48),
                            List.of(
                                    "--port", Integer.toString(port),
                                    "--data", data.servers(Member.SANDBOX).toString()),
                            secrets.sandboxEnvironment(gatewayPort));
        });
        return awaitReady(running, found.isPresent());
    }

    private Running start(Member member, Map<String, String> settings) {
        var found = Running.find(data, member);
        var running = found.orElseGet(() -> {
            PropertiesFile.write(data.config(member), settings);
            int port = Integer.parseInt(settings.getOrDefault("quarkus.http.port", "0"));
            return new Spawner(installation, data)
                    .spawn(member, port, ServiceSettings.jvm(data.config(member)), List.of(), Map.of());
        });
        return awaitReady(running, found.isPresent());
    }

    private Running awaitReady(Running running, boolean found) {
        probe(running.member()).ifPresent(probe -> readiness.await(running, probe, data.log(running.member())));
        told(running.member(), found, running.port());
        return running;
    }

    private Optional<URI> probe(Member member) {
        return switch (member) {
            case POSTGRES, KAFKA -> Optional.empty();
            case SANDBOX -> Optional.of(URI.create("http://127.0.0.1:" + ports.of("sandbox") + "/health"));
            case SESSION, HEALTH_MONITOR, TEST_RUNNER, FEEDBACK, GATEWAY ->
                Optional.of(
                        URI.create("http://127.0.0.1:" + ports.of(member.id() + "-management") + "/q/health/ready"));
        };
    }

    private void told(Member member, boolean found, int port) {
        progress.accept("%-17s %s on port %d".formatted(member.title(), found ? "runs" : "ready", port));
    }

    private void awaitEnd(Running one) {
        try {
            one.process().onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            one.process().destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new StackException(one.member().title() + " did not end: " + e.getMessage(), e);
        }
        one.forget(data);
        progress.accept(one.member().title() + " stopped");
    }

    private static <T> CompletableFuture<T> inBackground(ExecutorService threads, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    private static void awaitAll(List<CompletableFuture<Running>> started) {
        CompletableFuture.allOf(started.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
    }

    private static void join(CompletableFuture<?> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
