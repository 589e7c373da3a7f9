package dev.liverun.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starting, recognising and ending operating system processes. */
final class Processes {
    private static final File NOWHERE = new File("/dev/null");

    private Processes() {}

    static boolean weAreRoot() {
        return new UnixSystem().getUid() == 0;
    }

    /** What a short-lived program said, and whether it succeeded. */
    record Outcome(int exit, String output) {}

    static Outcome run(Duration atMost, List<String> command) {
        Path output = null;
        try {
            output = Files.createTempFile("liverun-", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectInput(NOWHERE)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Outcome(-1, "no answer within " + atMost.toSeconds() + " s from " + command.get(0));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedException("Interrupted while waiting for " + command.get(0) + ".", e);
        } finally {
            if (output != null) {
                deleteQuietly(output);
            }
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** Starts a long-lived program that appends to {@code log} and whose standard input is a pipe from this JVM, or nothing. */
    static Process launch(List<String> command, Map<String, String> environment, Path log, boolean pipe) {
        ProcessBuilder builder = new ProcessBuilder(inSessionOfItsOwn(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!pipe) {
            builder.redirectInput(NOWHERE);
        }
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EmbeddedException(command.get(0) + " cannot be run: " + Failures.reason(e) + ".", e);
        }
    }

    /** So that a signal to our process group (Ctrl-C at a terminal, a build that is cancelled) does not reach it. */
    private static List<String> inSessionOfItsOwn(List<String> command) {
        if (onPath("setsid").isEmpty()) {
            return command; // macOS; the programs started here ignore the terminal's signals themselves
        }
        List<String> wrapped = new ArrayList<>();
        wrapped.add("setsid");
        wrapped.addAll(command);
        return wrapped;
    }

    static Optional<Path> onPath(String program) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether this process was started with {@code argument} on its command line; unknown command lines are no. */
    static boolean mentions(ProcessHandle process, String argument) {
        return process.info()
                        .arguments()
                        .map(arguments -> Stream.of(arguments).anyMatch(argument::equals))
                        .orElse(false)
                || process.info()
                        .commandLine()
                        .map(line -> line.contains(argument))
                        .orElse(false);
    }

    /**
     * Whether the process runs. One that has ended, but whose parent has not asked for its result, does not: in a container
     * whose first process adopts others without looking after them, that is what becomes of every server.
     */
    static boolean alive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
            String stat = Files.readString(proc.resolve("stat"));
            boolean ended = stat.startsWith("Z", stat.lastIndexOf(')') + 2);
            // While its other threads are still going down, it holds its ports and locks.
            return !ended || threads.count() > 1;
        } catch (IOException e) {
            return process.isAlive(); // no /proc on this system, or the process has just ended
        }
    }

    /** Ends the process: politely first, by force when it does not end in time. */
    static void end(ProcessHandle process, Duration patience) {
        if (!alive(process)) {
            return;
        }
        process.destroy();
        if (!Waiting.until(patience, () -> !alive(process))) {
            kill(process);
        }
    }

    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        if (!Waiting.until(Duration.ofSeconds(10), () -> !alive(process))) {
            throw new EmbeddedException("Process " + process.pid() + " does not end: end it by hand.");
        }
    }
}
