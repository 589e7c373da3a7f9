package dev.liverun.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;

/** The pair that all test JVMs of one checkout and user share. Its directory is its name: who opens the same one meets it. */
final class SharedPair {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Dist dist;
    private final Path directory;
    private final Duration idle;

    SharedPair(Dist dist) {
        this(dist, directoryFor(dist), IDLE);
    }

    SharedPair(Dist dist, Path directory, Duration idle) {
        this.dist = dist;
        this.directory = directory;
        this.idle = idle;
    }

    private static Path directoryFor(Dist dist) {
        String checkout = dist.directory().toString();
        String key = UUID.nameUUIDFromBytes(checkout.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return Path.of(System.getProperty("java.io.tmpdir"), "liverun-" + System.getProperty("user.name") + "-" + key);
    }

    EmbeddedInfra acquire() {
        makeDirectory();
        Lease lease = new Lease(directory.resolve("lease"));
        lease.hold();
        Life life = Life.leased(lease.file(), idle);
        return EmbeddedInfra.start(
                PostgresOptions.of(dist)
                        .dataDir(directory.resolve("postgres"))
                        .logFile(directory.resolve("postgres.log"))
                        .life(life),
                KafkaOptions.of(dist)
                        .dataDir(directory.resolve("kafka"))
                        .logFile(directory.resolve("kafka.log"))
                        .life(life));
    }

    /** Stops the pair, if it runs, and removes what is left of it. */
    void stop() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Path kafka = directory.resolve("kafka");
        if (Files.isDirectory(kafka)) {
            EmbeddedKafka.stop(KafkaOptions.of(dist).dataDir(kafka));
        }
        Path postgres = directory.resolve("postgres");
        if (Files.isDirectory(postgres)) {
            EmbeddedPostgres.stop(PostgresOptions.of(dist).dataDir(postgres));
        }
        DataDir.delete(directory);
    }

    /** In a place where anybody can write: it has to be ours alone. */
    private void makeDirectory() {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!ours()) {
                throw new EmbeddedException(
                        directory + " belongs to somebody else: remove it, or set java.io.tmpdir to another place.", e);
            }
        } catch (IOException e) {
            throw new EmbeddedException(directory + " cannot be made: " + Failures.reason(e) + ".", e);
        }
    }

    private boolean ours() {
        try {
            return Files.isDirectory(directory)
                    && Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
        } catch (IOException e) {
            return false;
        }
    }
}
