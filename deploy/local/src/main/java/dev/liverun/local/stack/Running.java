package dev.liverun.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A process that this stack started and that still runs; a reused pid is told by its start time. */
public record Running(Member member, ProcessHandle process, int port) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    static Optional<Running> find(DataDirectory data, Member member) {
        var file = PropertiesFile.read(data.run(member));
        if (!file.containsKey("pid")) {
            return Optional.empty();
        }
        var started = Instant.parse(file.getOrDefault("started", Instant.EPOCH.toString()));
        return ProcessHandle.of(Long.parseLong(file.getOrDefault("pid", "0")))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(at -> Duration.between(at, started).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                        .orElse(true))
                .map(process -> new Running(member, process, Integer.parseInt(file.getOrDefault("port", "0"))));
    }

    static Running remember(DataDirectory data, Member member, ProcessHandle process, int port) {
        PropertiesFile.write(
                data.run(member),
                Map.of(
                        "pid", Long.toString(process.pid()),
                        "started",
                                process.info()
                                        .startInstant()
                                        .orElse(Instant.EPOCH)
                                        .toString(),
                        "port", Integer.toString(port)));
        return new Running(member, process, port);
    }

    void forget(DataDirectory data) {
        try {
            Files.deleteIfExists(data.run(member));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Proportional set size of the process and its children, in bytes; empty where the system does not tell. */
    public Optional<Long> memory() {
        var all = new java.util.ArrayList<ProcessHandle>();
        all.add(process);
        process.descendants().forEach(all::add);
        long total = 0;
        for (var one : all) {
            var rollup = Path.of("/proc", Long.toString(one.pid()), "smaps_rollup");
            try (var lines = Files.lines(rollup)) {
                total += lines.filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .sum();
            } catch (IOException | UncheckedIOException e) {
                return Optional.empty();
            }
        }
        return Optional.of(total);
    }
}
