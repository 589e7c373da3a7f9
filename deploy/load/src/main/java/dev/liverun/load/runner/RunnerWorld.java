package dev.liverun.load.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.liverun.embedded.Database;
import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedInfra;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.Ports;
import dev.liverun.embedded.PostgresOptions;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * All that test-runner-service needs around it: a durable PostgreSQL, a Kafka, whoever owns sessions and endpoints, and
 * tokens. Its replicas are processes, so that they can be measured and killed. All on loopback; ends with this process.
 */
final class RunnerWorld implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR = Path.of("test-runner-service/target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedInfra infra;
    private final Database database;
    private final Path directory;
    private final KeyPair keys;
    private final HttpServer owners;
    private final Map<UUID, String> known = new ConcurrentHashMap<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            }))
            .build();
    private final String token;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    /** A process. */
    record Replica(Process process, int port, Path log) {

        /** As the power cord does it. */
        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        /** CPU seconds of the process so far. */
        double cpuSeconds() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
        }

        /** Resident memory in MB. */
        long residentMegabytes() {
            try {
                return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                        .findFirst()
                        .orElse(-1);
            } catch (IOException e) {
                return -1;
            }
        }
    }

    private RunnerWorld() throws IOException, GeneralSecurityException {
        Dist dist = Dist.fromSystemProperty();
        infra = EmbeddedInfra.start(PostgresOptions.of(dist).durable(true), KafkaOptions.of(dist));
        database = infra.postgres().createDatabase("runner", "runner", "runner");
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.role())
                        .setPassword(database.password()))
                .using(vertx)
                .build();
        directory = Files.createTempDirectory("liverun-load");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        Files.writeString(
                directory.resolve("public.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Files.writeString(directory.resolve("service.token"), sign("service", "load"));
        token = sign("operator", "load");
        owners = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        owners.createContext("/api/v1/", this::answer);
        owners.start();
        // Also when this process is ended before its time.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> replicas.forEach(Replica::kill)));
    }

    static RunnerWorld start() {
        try {
            return new RunnerWorld();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String known = this.known.get(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
        byte[] body = (known == null ? "{}" : known).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String sign(String role, String subject) throws GeneralSecurityException {
        long now = java.time.Clock.systemUTC().instant().getEpochSecond();
        String unsigned = encoded("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + "."
                + encoded("{\"iss\":\"https://liverun.local\",\"sub\":\"" + subject + "\",\"upn\":\"" + subject
                        + "\",\"groups\":[\"" + role + "\"],\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
        return unsigned + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An ACTIVE session in which everything is approved. */
    UUID session() {
        UUID id = id();
        known.put(id, """
                {"id": "%s", "name": "load %s", "description": null, "status": "ACTIVE", "created_at": "2026-03-01T12:00:00Z",
                 "started_at": "2026-03-01T12:00:00Z", "ended_at": null, "tester_id": "load", "pause_cause": null, "version": 2,
                 "configuration": {"approvals": {"write": true, "money": true}},
                 "participants": [{"subject": "load", "role": "TESTER"}]}""".formatted(id, id));
        return id;
    }

    UUID endpoint(String baseUrl, int limitPerMinute) {
        UUID id = id();
        known.put(id, """
                {"id": "%s", "name": "target", "base_url": "%s", "health_check_url": "%s/health", "auth_type": "NONE",
                 "credential": null, "api_key_header": null, "token_url": null, "oauth_scope": null,
                 "rate_limit_per_minute": %d, "timeout_seconds": 60, "retry_attempts": 0, "enabled": true, "tags": [],
                 "version": 1}""".formatted(id, baseUrl, baseUrl, limitPerMinute));
        return id;
    }

    /** UUIDv7, as the services make them. */
    private static UUID id() {
        long millis = java.time.Clock.systemUTC().millis();
        UUID random = UUID.randomUUID();
        return new UUID(
                millis << 16 | 0x7000 | random.getMostSignificantBits() & 0xFFF, random.getLeastSignificantBits());
    }

    /** A further replica, ready. */
    Replica replica(String... flags) {
        try {
            int port = Ports.free();
            int managementPort = Ports.free();
            Path log = directory.resolve("replica-" + replicas.size() + ".log");
            List<String> command = new ArrayList<>(List.of(
                    "java",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-XX:+UseSerialGC",
                    "-Xmx512m"));
            command.addAll(List.of(flags));
            settings(port, managementPort).forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-jar", JAR.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var replica = new Replica(process, port, log);
            replicas.add(replica);
            eventually(() -> !process.isAlive() || ready(managementPort), "the replica is ready; see " + log);
            if (!process.isAlive()) {
                throw new IllegalStateException("The replica ended:\n" + Files.readString(log));
            }
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(int port, int managementPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.role());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("kafka.bootstrap.servers", infra.kafka().bootstrapServers());
        settings.put("liverun.auth.public-key", directory.resolve("public.pem").toString());
        settings.put(
                "liverun.service.token-file", directory.resolve("service.token").toString());
        settings.put("liverun.peers.session.url", ownersUrl());
        settings.put("liverun.peers.health-monitor.url", ownersUrl());
        settings.put("liverun.egress.allow-loopback", "true");
        settings.put("liverun.runner.state.key", "of this benchmark only");
        settings.put("liverun.runner.lease", "3s");
        return settings;
    }

    private String ownersUrl() {
        return "http://127.0.0.1:" + owners.getAddress().getPort();
    }

    private boolean ready(int managementPort) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://127.0.0.1:" + managementPort + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The answer's JSON, whatever its status; {@code status} is added to it. */
    JsonNode call(Replica replica, String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + replica.port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(120))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a workflow. */
    void workflow(Replica replica, String document) {
        try {
            call(replica, "POST", "/workflows", JSON.writeValueAsString(Map.of("document", document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run, once it has ended. */
    JsonNode ended(Replica replica, String run) {
        JsonNode[] seen = new JsonNode[1];
        eventually(
                () -> {
                    seen[0] = call(replica, "GET", "/runs/" + run, null);
                    return !seen[0].path("status").asText().equals("RUNNING");
                },
                "the run " + run + " ends");
        return seen[0];
    }

    /** The same without its results, which cost more to show than to ask for the end. */
    JsonNode endedOf(Replica replica, String session, String run) {
        JsonNode[] seen = new JsonNode[1];
        eventually(
                () -> {
                    seen[0] = call(replica, "GET", "/sessions/" + session + "/runs?limit=1", null)
                            .at("/items/0");
                    return seen[0].path("id").asText().equals(run)
                            && !seen[0].path("status").asText().equals("RUNNING");
                },
                "the run " + run + " ends");
        return seen[0];
    }

    /** How many events wait to be published. */
    long unpublished() {
        return pool.query("select count(*) from outbox")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static void eventually(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos() * 5;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("It did not happen in time that " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() {
        replicas.forEach(Replica::kill);
        owners.stop(0);
        vertx.close();
        infra.close();
    }
}
