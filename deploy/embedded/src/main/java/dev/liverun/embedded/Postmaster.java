package dev.liverun.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The running server of a cluster, as told by {@code postmaster.pid} and checked against the process itself. */
record Postmaster(ProcessHandle process, int port, boolean ready) {
    private static final Duration LEFTOVERS_PATIENCE = Duration.ofSeconds(1);

    /**
     * The server that runs on this cluster. A pid file whose process is gone, or is by now another program, is not one:
     * pids are reused, so the process must be a postgres that was started on this very directory.
     */
    static Optional<Postmaster> find(PostgresDirectory directory) {
        List<String> lines = directory.pidFile();
        if (lines.size() < 4) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isPostgresOn(process, directory.cluster()))
                .map(process -> new Postmaster(
                        process,
                        Integer.parseInt(lines.get(3).strip()),
                        lines.size() > 7 && lines.get(7).strip().equals("ready")));
    }

    private static boolean isPostgresOn(ProcessHandle process, Path cluster) {
        boolean postgres = process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
        return postgres && (Processes.mentions(process, cluster.toString()) || worksIn(process, cluster));
    }

    private static boolean worksIn(ProcessHandle process, Path cluster) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), cluster);
        } catch (IOException e) {
            return false; // no /proc on this system, or the process has just ended
        }
    }

    /**
     * Makes way for a start. After a {@code kill -9} of the server its session processes may still be at work on their last
     * query; PostgreSQL would refuse to start beside them. And a pid file that names some other, living program is taken for
     * a running server by PostgreSQL, which does not look at what that program is. Any other pid file is left for PostgreSQL's
     * own checks.
     */
    static void clearAway(PostgresDirectory directory) {
        List<String> lines = directory.pidFile();
        if (lines.isEmpty()) {
            return;
        }
        List<ProcessHandle> leftovers = ProcessHandle.allProcesses()
                .filter(process -> isPostgresOn(process, directory.cluster()))
                .toList();
        for (ProcessHandle leftover : leftovers) {
            if (!Waiting.until(LEFTOVERS_PATIENCE, () -> !Processes.alive(leftover))) {
                Processes.kill(leftover);
            }
        }
        boolean namesAnotherProgram = ProcessHandle.of(
                        Long.parseLong(lines.get(0).strip()))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        if (namesAnotherProgram) {
            directory.removePidFile();
        }
    }
}
