package dev.liverun.load.health;

import dev.liverun.embedded.Database;
import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedInfra;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.Ports;
import dev.liverun.embedded.PostgresOptions;
import java.io.IOException;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A PostgreSQL, a Kafka, and replicas of the packaged health-monitor-service; all on loopback, all end with it. */
final class HealthWorld implements AutoCloseable {

    private static final Path JAR = Path.of("health-monitor-service/target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final EmbeddedInfra infra;
    private final Database database;
    private final Path directory;
    private final KeyPair keys;
    private final String token;
    private final List<Watched> processes = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A replica of the service. */
    record Replica(Watched watched, int port, int managementPort) {}

    /** @param durable false where nothing but reading is measured, and millions of rows are laid down first */
    HealthWorld(boolean durable) throws IOException, GeneralSecurityException {
        var dist = Dist.fromSystemProperty();
        infra = EmbeddedInfra.start(PostgresOptions.of(dist).durable(durable), KafkaOptions.of(dist));
        database = infra.postgres().createDatabase("health", "health", "health");
        directory = Files.createTempDirectory("liverun-load");
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        Files.writeString(
                directory.resolve("public.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Files.createDirectory(directory.resolve("storage"));
        token = token();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processes.forEach(Watched::kill)));
    }

    /** Starts a replica and waits until it is ready. */
    Replica replica(String... settings) throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        var log = directory.resolve("replica-" + processes.size() + ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC"));
        Map.ofEntries(
                        Map.entry("quarkus.http.port", Integer.toString(port)),
                        Map.entry("quarkus.management.port", Integer.toString(management)),
                        Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
                        Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                        Map.entry("quarkus.datasource.username", database.role()),
                        Map.entry("quarkus.datasource.password", database.password()),
                        Map.entry("kafka.bootstrap.servers", infra.kafka().bootstrapServers()),
                        Map.entry("liverun.auth.public-key", directory + "/public.pem"),
                        Map.entry("liverun.storage.directory", directory + "/storage"),
                        Map.entry("liverun.egress.allow-loopback", "true"),
                        Map.entry("quarkus.log.level", "WARN"))
                .forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(settings));
        command.addAll(List.of("-jar", JAR.toString()));
        var replica = new Replica(
                new Watched(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()),
                port,
                management);
        processes.add(replica.watched());
        eventually(() -> !replica.watched().process().isAlive() || ready(management), "the replica is ready");
        if (!replica.watched().process().isAlive()) {
            throw new IllegalStateException("the replica ended:\n" + Files.readString(log));
        }
        return replica;
    }

    private boolean ready(int management) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How long the answer took, in milliseconds. */
    double timed(Replica replica, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + replica.port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            long begun = System.nanoTime();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            double took = (System.nanoTime() - begun) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return took;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Registers endpoints by number, under ids that tell it, as the API would but at once.
     *
     * @param due SQL: when each is due first
     */
    void register(LoopbackTarget target, int endpoints, int intervalSeconds, String due) {
        execute("""
                insert into integration_endpoints (id, name, base_url, health_check_url, auth_type, rate_limit_per_minute,
                    timeout_seconds, retry_attempts, enabled, check_interval_seconds, health_check, confirmation,
                    created_at, updated_at, version)
                select %3$s, 'endpoint ' || n, u, u, 'NONE', 1000000, 10, 0, true, %2$d, '{}',
                       '{"fall": {"checks": 1, "of": 1}, "rise": {"checks": 1, "of": 1}}', now(), now(), 1
                  from (select n, '%4$s' || (1 + n %% %5$d) || '%6$s' || n as u from generate_series(0, %1$d - 1) n) e
                """.formatted(
                        endpoints,
                        intervalSeconds,
                        id("n"),
                        "http://127.0.0.",
                        LoopbackTarget.ADDRESSES,
                        target.url(0).substring(target.url(0).lastIndexOf(':')).replaceAll("/0$", "/")));
        execute("insert into endpoint_health (endpoint_id) select id from integration_endpoints");
        execute("insert into check_schedule (endpoint_id, active, next_due_at) select id, true, " + due
                + " from integration_endpoints");
        execute("analyze");
    }

    /** The id of the endpoint whose number is this SQL expression: of version 7, spread by the number's hash. */
    static String id(String number) {
        return "overlay(overlay(md5((" + number + ")::text) placing '7' from 13) placing '8' from 17)::uuid";
    }

    void execute(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for millions of rows, whose references are known to be right. */
    void executeUnchecked(String sql) {
        var owner = infra.postgres().superuser();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), owner.role(), owner.password());
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
    }

    /** CPU seconds of PostgreSQL with all of its backends. */
    double databaseCpu() {
        long server = infra.postgres().pid();
        return Watched.cpuSeconds(server)
                + ProcessHandle.of(server).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToDouble(backend -> Watched.cpuSeconds(backend.pid()))
                        .sum();
    }

    String brokers() {
        return infra.kafka().bootstrapServers();
    }

    /** Creates the tables, with a replica that checks nothing and ends. */
    void migrate() throws IOException {
        replica("-Dliverun.health.enabled=false").watched().end();
    }

    static void eventually(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it did not happen in time that " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private String token() throws GeneralSecurityException {
        long now = Clock.systemUTC().instant().getEpochSecond();
        var unsigned = base64("{\"typ\":\"JWT\",\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(
                        ("{\"iss\":\"https://liverun.local\",\"sub\":\"load\",\"upn\":\"load\",\"groups\":[\"operator\"],\"iat\":"
                                        + now + ",\"exp\":" + (now + 3600) + "}")
                                .getBytes(StandardCharsets.UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
        return unsigned + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        processes.forEach(Watched::end);
        infra.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + directory);
        }
    }
}
