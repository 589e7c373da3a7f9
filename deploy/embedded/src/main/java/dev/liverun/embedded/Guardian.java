package dev.liverun.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shell process ({@code guardian.sh}) that starts PostgreSQL, outlives this JVM and stops PostgreSQL when its
 * {@link Life} is over. When it is attached, it learns of our end, whichever, from the pipe between us.
 */
final class Guardian {
    /** Keeps the pipes open: a {@link Process} that nobody refers to closes its own. */
    private static final Set<Process> ATTACHED = ConcurrentHashMap.newKeySet();

    private final Process shell;
    private final boolean attached;

    private Guardian(Process shell, boolean attached) {
        this.shell = shell;
        this.attached = attached;
    }

    static Guardian start(Life life, Path cluster, Path log, @Nullable Path remove, List<String> pgCtl) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script(), "liverun-guardian"));
        if (life instanceof Life.Leased leased) {
            command.addAll(List.of(
                    "leased",
                    leased.file().toString(),
                    Long.toString(Math.max(1, leased.idle().toMinutes()))));
        } else {
            command.addAll(List.of(life instanceof Life.Attached ? "attached" : "detached", "", ""));
        }
        command.addAll(List.of(cluster.toString(), log.toString(), remove == null ? "" : remove.toString()));
        command.addAll(pgCtl);
        boolean attached = life instanceof Life.Attached;
        Process shell = Processes.launch(command, Map.of(), log, attached);
        if (attached) {
            ATTACHED.add(shell);
        }
        return new Guardian(shell, attached);
    }

    private static String script() {
        try (InputStream script = Guardian.class.getResourceAsStream("guardian.sh")) {
            if (script == null) {
                throw new IllegalStateException("guardian.sh is not in the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it ended without having started PostgreSQL. */
    boolean gaveUp() {
        return !shell.isAlive() && shell.exitValue() != 0;
    }

    /** There is nothing to guard any more. */
    void release() {
        if (!attached) {
            return; // it sees for itself that the server is gone
        }
        ATTACHED.remove(shell);
        try {
            shell.getOutputStream().write('\n');
            shell.getOutputStream().close();
        } catch (IOException e) {
            shell.destroy(); // it has ended already, or cannot be told
        }
    }
}
