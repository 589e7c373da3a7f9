package dev.liverun.local;

import dev.liverun.embedded.Ports;
import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One stack for all tests of the whole: started by the first that needs it, ended after the last. */
public final class RunningStack implements BeforeAllCallback {

    private static volatile Started started;

    /** What runs, and where it keeps everything. */
    public record Started(Path directory, DataDirectory data, Stack stack, int port) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            stack.down();
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        started = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningStack.class))
                .getOrComputeIfAbsent(Started.class, key -> start(), Started.class);
    }

    /** The one that runs. */
    public static Started get() {
        return started;
    }

    private static Started start() {
        try {
            var directory = Files.createTempDirectory("liverun-stack");
            var data = DataDirectory.open(directory.resolve("data"));
            var stack = new Stack(Installation.ofSystemProperty(), data, line -> {});
            var whole = new Started(directory, data, stack, Ports.free());
            try {
                stack.up(whole.port());
            } catch (RuntimeException e) {
                // What was up before the rest could not be started would run on for ever.
                whole.close();
                throw e;
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
