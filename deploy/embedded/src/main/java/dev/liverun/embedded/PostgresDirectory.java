package dev.liverun.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL's cluster inside our data directory: made once, configured anew before each start. */
final class PostgresDirectory {
    static final String SUPERUSER = "postgres";
    private static final Duration INIT_PATIENCE = Duration.ofSeconds(120);

    private final DataDir dataDir;
    private final Unprivileged unprivileged;

    PostgresDirectory(DataDir dataDir, Unprivileged unprivileged) {
        this.dataDir = dataDir;
        this.unprivileged = unprivileged;
    }

    Path cluster() {
        return dataDir.file("data");
    }

    private Path passwordFile() {
        return dataDir.file("superuser-password");
    }

    String superuserPassword() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new EmbeddedException(
                    "The file " + passwordFile()
                            + " cannot be read: choose another data directory, or restore it. "
                            + "It holds the password of the database's superuser.",
                    e);
        }
    }

    boolean initialised() {
        return Files.exists(cluster().resolve("PG_VERSION"));
    }

    /** Runs initdb beside the final place and moves the result there, so that a half-made cluster is never started. */
    void initialise(PostgresOptions options) {
        options.progress.accept("making the database cluster in " + dataDir.path());
        Path fresh = dataDir.file("data.new");
        DataDir.delete(fresh);
        writePassword();
        unprivileged.own(dataDir.path());
        List<String> command = new ArrayList<>(List.of(
                options.dist.postgresProgram("initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!options.durable) {
            command.add("--no-sync");
        }
        Processes.Outcome outcome = Processes.run(INIT_PATIENCE, unprivileged.command(command));
        if (outcome.exit() != 0) {
            DataDir.delete(fresh);
            throw Failures.explain("PostgreSQL", dataDir.path(), options.port, outcome.output(), log(options));
        }
        try {
            Files.move(fresh, cluster(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writePassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        try {
            Files.deleteIfExists(passwordFile());
            Files.createFile(
                    passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile(), HexFormat.of().formatHex(random) + "\n");
        } catch (IOException e) {
            throw new EmbeddedException(
                    "The data directory " + dataDir.path() + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }

    Path log(PostgresOptions options) {
        Path log = options.logFile == null ? dataDir.file("postgres.log") : options.logFile.toAbsolutePath();
        try {
            Path parent = log.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.exists(log)) {
                Files.createFile(log);
                unprivileged.own(log);
            }
        } catch (IOException e) {
            throw new EmbeddedException("The log file " + log + " cannot be written: " + Failures.reason(e) + ".", e);
        }
        return log;
    }

    void configure(PostgresOptions options, int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "'" + Ports.HOST + "'");
        settings.put("unix_socket_directories", "''");
        settings.put("max_connections", Integer.toString(options.maxConnections));
        settings.put("shared_buffers", "64MB");
        settings.put("max_wal_size", "512MB");
        // What is asked for is in memory or on flash. As if it were on turning disks, several rows by their ids would
        // be
        // looked for in the whole table while that is small, and by a plan once made for all values also when it is
        // not.
        settings.put("random_page_cost", "1.1");
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        settings.put("log_timezone", "'UTC'");
        settings.put("timezone", "'UTC'");
        settings.put("log_line_prefix", "'%m [%p] %q%u@%d '");
        settings.put("log_checkpoints", "off");
        settings.put("fsync", options.durable ? "on" : "off");
        settings.put("full_page_writes", options.durable ? "on" : "off");
        // Without, a killed server forgets its last commits; where nothing is synced it costs next to nothing.
        settings.put("synchronous_commit", "on");
        settings.putAll(options.settings);
        StringBuilder text =
                new StringBuilder("# Written anew at each start. Settings of your own: custom.conf, here.\n");
        settings.forEach(
                (name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        text.append("include_if_exists = 'custom.conf'\n");
        try {
            Files.writeString(cluster().resolve("postgresql.conf"), text);
        } catch (IOException e) {
            throw new EmbeddedException(
                    "The configuration in " + cluster() + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }

    /** The lines of {@code postmaster.pid}: pid, data directory, start time, port, ..., status; empty if there is none. */
    List<String> pidFile() {
        try {
            return Files.readAllLines(cluster().resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void removePidFile() {
        try {
            Files.deleteIfExists(cluster().resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
