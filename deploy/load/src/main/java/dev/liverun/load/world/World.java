package dev.liverun.load.world;

import dev.liverun.embedded.Database;
import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedInfra;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.Ports;
import dev.liverun.embedded.PostgresOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A PostgreSQL with one database, a Kafka, a directory, and whatever processes are started in it; all on loopback, all end
 * with it. To be used from the project's root, where the packaged services are.
 */
public final class World implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EmbeddedInfra infra;
    private final Database database;
    private final Path directory;
    private final Tokens tokens;
    private final List<Watched> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newCachedThreadPool(task -> {
                var thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            }))
            .build();

    /**
     * @param name of the database
     * @param durable false where nothing but reading is measured
     */
    public World(String name, boolean durable) {
        try {
            var dist = Dist.fromSystemProperty();
            infra = EmbeddedInfra.start(PostgresOptions.of(dist).durable(durable), KafkaOptions.of(dist));
            database = infra.postgres().createDatabase(name, name, name);
            directory = Files.createTempDirectory("liverun-load");
            Files.createDirectory(directory.resolve("storage"));
            tokens = new Tokens(publicKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        // Also when this process is ended before its time.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processes.forEach(Watched::kill)));
    }

    /**
     * Starts a packaged service and waits until it is ready.
     *
     * @param module of the service
     * @param settings beside those of where it is
     * @param flags of the virtual machine; they come last
     */
    public Replica replica(String module, Map<String, String> settings, String... flags) {
        int port = Ports.free();
        int management = Ports.free();
        var all = new HashMap<>(Map.of(
                "quarkus.http.port", Integer.toString(port),
                "quarkus.management.port", Integer.toString(management),
                "quarkus.datasource.reactive.url", database.reactiveUrl(),
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.role(),
                "quarkus.datasource.password", database.password(),
                "kafka.bootstrap.servers", brokers(),
                "liverun.auth.public-key", publicKey().toString(),
                "liverun.storage.directory", directory.resolve("storage").toString(),
                "quarkus.log.level", "WARN"));
        all.putAll(settings);
        var command = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        all.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(flags));
        // Such as a flight recorder's.
        command.addAll(Arrays.stream(
                        System.getProperty("liverun.load.service-options", "").split(" "))
                .filter(option -> !option.isBlank())
                .toList());
        command.addAll(List.of(
                "-jar",
                Path.of(module, "target", "quarkus-app", "quarkus-run.jar")
                        .toAbsolutePath()
                        .toString()));
        var replica = new Replica(java(module, Map.of(), command), port, management);
        awaitAnswer(replica.watched(), replica.readiness());
        return replica;
    }

    /** Starts what serves bare transactions on this world's database, and waits until it answers. */
    public Replica bare(Class<?> main) {
        int port = Ports.free();
        var process = java(
                "bare",
                Map.of(),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Durl=" + database.reactiveUrl(),
                        "-Drole=" + database.role(),
                        "-Dpassword=" + database.password(),
                        "-Dport=" + port,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        var bare = new Replica(process, port, port);
        awaitAnswer(process, bare.readiness());
        return bare;
    }

    /**
     * Starts a virtual machine.
     *
     * @param name of its log
     * @param environment beside this process's own
     */
    public Watched java(String name, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        var log = directory.resolve(name + "-" + processes.size() + ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            var started = new Watched(builder.start(), log);
            processes.add(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until 200 is answered there. */
    public void awaitAnswer(Watched process, String url) {
        eventually(() -> !process.process().isAlive() || answers(url), "200 from " + url + "; see " + process.log());
        if (!process.process().isAlive()) {
            throw new IllegalStateException("it ended; see " + process.log());
        }
    }

    private boolean answers(String url) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A token for an hour. */
    public String token(String role, String subject) {
        return tokens.sign(role, subject);
    }

    public HttpClient http() {
        return http;
    }

    /** What is answered, whatever its status. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
    }

    /** As PostgreSQL's superuser. */
    public Connection superuser() throws SQLException {
        var owner = infra.postgres().superuser();
        return DriverManager.getConnection(database.jdbcUrl(), owner.role(), owner.password());
    }

    public Database database() {
        return database;
    }

    public String brokers() {
        return infra.kafka().bootstrapServers();
    }

    /** For files that belong to it. */
    public Path directory() {
        return directory;
    }

    private Path publicKey() {
        return directory.resolve("public.pem");
    }

    /** CPU seconds of PostgreSQL with all of its backends. */
    public double databaseCpu() {
        return Watched.cpuSecondsOfFamily(infra.postgres().pid());
    }

    /** Of all that belongs to it, and of this process: whatever else runs on the machine does not count. */
    public double cpuSeconds() {
        return Stream.of(
                        ProcessHandle.current().pid(),
                        infra.postgres().pid(),
                        infra.kafka().pid())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .mapToDouble(process -> Watched.cpuSeconds(process.pid()))
                .sum();
    }

    public static void eventually(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it did not happen in time: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() {
        processes.forEach(Watched::end);
        infra.close();
        if (Boolean.getBoolean("liverun.load.keep")) {
            System.out.println("logs: " + directory);
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + directory);
        }
    }
}
