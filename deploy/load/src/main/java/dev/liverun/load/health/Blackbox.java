package dev.liverun.load.health;

import dev.liverun.embedded.Ports;
import dev.liverun.load.world.Watched;
import dev.liverun.load.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Prometheus and blackbox_exporter as Debian packages them, on the same target; both on loopback. */
final class Blackbox implements AutoCloseable {

    private final Path directory;
    private final int port = Ports.free();
    private final Path programs;
    private final Watched exporter;
    private Watched prometheus;

    /** @param programs the directory with {@code prometheus} and {@code prometheus-blackbox-exporter} */
    Blackbox(Path programs) throws IOException {
        this.programs = programs;
        directory = Files.createTempDirectory("liverun-blackbox");
        Files.writeString(directory.resolve("blackbox.yml"), """
                modules:
                  http:
                    prober: http
                    timeout: 10s
                    http: {preferred_ip_protocol: ip4}
                """);
        exporter = started(
                "prometheus-blackbox-exporter",
                "--config.file=" + directory.resolve("blackbox.yml"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=error");
        World.eventually(() -> answers("/-/healthy"), "blackbox_exporter is there");
    }

    Watched exporter() {
        return exporter;
    }

    Watched prometheus() {
        return prometheus;
    }

    /** Lets Prometheus have all of these probed at this interval. */
    void scrape(LoopbackTarget target, int endpoints, int intervalSeconds) throws IOException {
        var targets = new StringBuilder();
        for (int i = 0; i < endpoints; i++) {
            targets.append("      - ").append(target.url(i)).append('\n');
        }
        Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: %1$ds, scrape_timeout: 10s}
                scrape_configs:
                - job_name: probe
                  metrics_path: /probe
                  params: {module: [http]}
                  static_configs:
                  - targets:
                %2$s
                  relabel_configs:
                  - {source_labels: [__address__], target_label: __param_target}
                  - {source_labels: [__param_target], target_label: instance}
                  - {target_label: __address__, replacement: '127.0.0.1:%3$d'}
                """.formatted(intervalSeconds, targets, port));
        prometheus = started(
                "prometheus",
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + Ports.free(),
                "--log.level=error");
    }

    /** Has it probe {@code probes} times as fast as it can, and returns its CPU seconds. */
    double burst(LoopbackTarget target, int probes, int endpoints) throws InterruptedException {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var free = new Semaphore(64);
        double cpu = exporter.cpuSeconds();
        for (int i = 0; i < probes; i++) {
            free.acquire();
            http.sendAsync(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/probe?module=http&target="
                                            + target.url(i % endpoints)))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> {
                        if (!answer.body().contains("probe_success 1")) {
                            System.err.println("a probe failed: " + answer.body());
                        }
                    })
                    .whenComplete((done, failure) -> free.release());
        }
        free.acquire(64);
        return exporter.cpuSeconds() - cpu;
    }

    private boolean answers(String path) {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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

    private Watched started(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        var log = directory.resolve(program + ".log");
        return new Watched(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    @Override
    public void close() {
        exporter.end();
        if (prometheus != null) {
            prometheus.end();
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
