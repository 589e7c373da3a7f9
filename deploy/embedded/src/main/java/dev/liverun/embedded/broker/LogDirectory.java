package dev.liverun.embedded.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Kafka's log directory, which has to be formatted once before a broker starts on it. */
final class LogDirectory {
    private LogDirectory() {}

    /** Formats beside the final place and moves the result there, so that a half-formatted directory is never started. */
    static void format(Path logs) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        Path fresh = logs.resolveSibling(logs.getFileName() + ".new");
        remove(fresh);
        remove(logs);
        Files.createDirectories(fresh);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(fresh.toString())
                .addDirectory(fresh.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(false)
                .run();
        Files.move(fresh, logs, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void remove(Path directory) throws IOException {
        Utils.delete(directory.toFile());
    }
}
