package dev.liverun.load.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process whose use of the machine is measured (proc(5)), and where it writes to. */
public record Watched(Process process, Path log) {

    /** User and system time so far; a tick is 10 ms. */
    public double cpuSeconds() {
        return cpuSeconds(process.pid());
    }

    /** The same with all of its children that live. */
    public double cpuSecondsOfFamily() {
        return cpuSecondsOfFamily(process.pid());
    }

    static double cpuSecondsOfFamily(long pid) {
        return cpuSeconds(pid)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToDouble(child -> cpuSeconds(child.pid()))
                        .sum();
    }

    static double cpuSeconds(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        } catch (IOException gone) {
            return 0;
        }
    }

    public long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void end() {
        process.destroy();
        process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }

    /** As the power cord does it. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
