package dev.liverun.gateway.testing;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The packaged gateway in a process of its own, with one stub service (feedback); the others are away. Its provider's ID
 * tokens are what the services verify, and the provider ends no sessions.
 */
public final class Packaged implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.:]+[0-9])");

    private final Vertx vertx;
    private final Process process;
    private final Path directory;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private volatile String address = "";

    private Packaged(Vertx vertx, Process process, Path directory) {
        this.vertx = vertx;
        this.process = process;
        this.directory = directory;
    }

    public static Packaged start(String... options) throws Exception {
        var vertx = Vertx.vertx();
        var stub = new StubService(vertx, "feedback", List.of());
        var port = Client.await(stub.start());
        var directory = Files.createTempDirectory("liverun-gateway-packaged");
        Keys.writePair(directory);
        var issuer = Client.await(new StubProvider(vertx, directory, false).start());
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(command, options);
        Collections.addAll(
                command,
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0",
                "-Dliverun.gateway.body.max-upload=1G",
                "-Dliverun.auth.public-key=" + directory.resolve("public.pem"),
                "-Dliverun.auth.issuer=" + issuer,
                "-Dliverun.auth.audience=" + StubProvider.CLIENT,
                "-Dliverun.gateway.oidc.issuer=" + issuer,
                "-Dliverun.gateway.oidc.client-id=" + StubProvider.CLIENT,
                "-Dliverun.gateway.oidc.client-secret=" + StubProvider.SECRET,
                "-Dliverun.gateway.oidc.token=id");
        for (var service : List.of("session", "health-monitor", "test-runner", "feedback")) {
            var where = service.equals("feedback") ? port : 1;
            command.add("-Dliverun.gateway.services." + service + ".url=http://127.0.0.1:" + where);
        }
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        var packaged = new Packaged(
                vertx,
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start(),
                directory);
        var reader = new Thread(packaged::read, "gateway output");
        reader.setDaemon(true);
        reader.start();
        Awaitility.await("the gateway to start")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !packaged.address.isEmpty() || !packaged.process.isAlive());
        if (packaged.address.isEmpty()) {
            throw new IllegalStateException(String.join("\n", packaged.output));
        }
        return packaged;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                var listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address = listening.group(1);
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
    }

    public String address() {
        return address;
    }

    /** What it wrote so far, a copy. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Its memory in bytes, shared pages counted by share; zero where the system does not tell. */
    public long proportionalSetSize() throws IOException {
        var rollup = Path.of("/proc/" + process.pid() + "/smaps_rollup");
        if (!Files.isReadable(rollup)) {
            return 0;
        }
        return Files.readAllLines(rollup).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Client.await(vertx.close());
        for (var name : List.of("public.pem", "private.pem")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.deleteIfExists(directory);
    }
}
