package dev.liverun.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server in processes of its own. {@link #start} returns when it answers, and takes over a server that is
 * already running on the same data directory. Listens on 127.0.0.1 only; every role needs its password.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(180);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "PostgreSQL";

    private final PostgresOptions options;
    private final DataDir dataDir;
    private final PostgresDirectory directory;
    private final Unprivileged unprivileged;
    private final Path log;
    private @Nullable Guardian guardian;
    private int port;

    private EmbeddedPostgres(PostgresOptions options) {
        this.options = options;
        dataDir = DataDir.open(options.dataDir, "liverun-postgres-");
        unprivileged = Unprivileged.choose();
        directory = new PostgresDirectory(dataDir, unprivileged);
        log = directory.log(options);
    }

    /** Starts a server, or finds the one that runs on this data directory. Fails with an {@link EmbeddedException}. */
    public static EmbeddedPostgres start(PostgresOptions options) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(options);
        try {
            postgres.startAgain();
            return postgres;
        } catch (RuntimeException e) {
            postgres.removeTemporaryData();
            throw e;
        }
    }

    /** The server that runs on the options' data directory, if one does and is ready. Starts nothing. */
    public static Optional<EmbeddedPostgres> find(PostgresOptions options) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(options);
        return postgres.adopt() ? Optional.of(postgres) : Optional.empty();
    }

    /** Stops the one that runs on the options' data directory, if any does. */
    public static void stop(PostgresOptions options) {
        new EmbeddedPostgres(options).stop();
    }

    /** Starts the server after {@link #stop} or {@link #kill}, on the same data and, if it is free, the same port. */
    public void startAgain() {
        try (DataDir.Lock lock = dataDir.lock()) {
            dataDir.awaitTakeDown();
            if (adopt()) {
                return;
            }
            if (!directory.initialised()) {
                directory.initialise(options);
            }
            Postmaster.clearAway(directory);
            launchOnSomePort(port != 0 ? port : dataDir.remembered("port"));
            dataDir.remember("port", port);
        }
    }

    private void launchOnSomePort(int remembered) {
        try {
            launch(Ports.choose(NAME, options.port, remembered));
        } catch (PortInUseException e) {
            if (options.port != 0) {
                throw e;
            }
            launch(Ports.choose(NAME, 0, 0)); // somebody was faster than we
        }
    }

    private boolean adopt() {
        Optional<Postmaster> running = Postmaster.find(directory);
        if (running.isEmpty()) {
            return false;
        }
        options.progress.accept("waiting for the PostgreSQL that runs already");
        Waiting.until(
                START_PATIENCE,
                () -> Postmaster.find(directory).map(Postmaster::ready).orElse(true));
        Optional<Postmaster> ready = Postmaster.find(directory).filter(Postmaster::ready);
        if (ready.isEmpty()) {
            return false;
        }
        port = ready.get().port();
        if (options.port != 0 && options.port != port) {
            throw new EmbeddedException("PostgreSQL already runs on " + dataDir.path() + ", on port " + port
                    + ": stop it before it can be started on port " + options.port + ".");
        }
        return true;
    }

    private void launch(int chosen) {
        port = chosen;
        directory.configure(options, port);
        options.progress.accept("starting PostgreSQL on port " + port);
        long before = Failures.size(log);
        List<String> pgCtl = unprivileged.command(
                List.of(options.dist.postgresProgram("pg_ctl").toString()));
        Guardian started = Guardian.start(options.life, directory.cluster(), log, removable(), pgCtl);
        boolean settled = Waiting.until(
                START_PATIENCE,
                () -> started.gaveUp()
                        || Postmaster.find(directory).map(Postmaster::ready).orElse(false));
        if (!settled || Postmaster.find(directory).filter(Postmaster::ready).isEmpty()) {
            started.release();
            throw Failures.explain(NAME, dataDir.path(), port, Failures.since(log, before), log);
        }
        guardian = started;
    }

    private @Nullable Path removable() {
        return dataDir.temporary() || options.life instanceof Life.Leased ? dataDir.path() : null;
    }

    public String host() {
        return Ports.HOST;
    }

    public int port() {
        return port;
    }

    /** The server's main process. */
    public long pid() {
        return Postmaster.find(directory)
                .map(postmaster -> postmaster.process().pid())
                .orElseThrow(() -> new EmbeddedException("PostgreSQL on " + dataDir.path() + " is not running."));
    }

    public boolean isRunning() {
        return Postmaster.find(directory).isPresent();
    }

    public Path dataDir() {
        return dataDir.path();
    }

    public Path logFile() {
        return log;
    }

    /** The role {@code postgres} and its password, for the maintenance database {@code postgres}. */
    public Database superuser() {
        return new Database(Ports.HOST, port, "postgres", PostgresDirectory.SUPERUSER, directory.superuserPassword());
    }

    /**
     * Makes a role and a database that only this role (and the superuser) may connect to. What is there already stays;
     * the role gets the given password.
     */
    public Database createDatabase(String name, String role, String password) {
        return new DatabaseServer(superuser()).create(name, role, password);
    }

    /** Removes the database with its connections, and then the role. */
    public void dropDatabase(String name, String role) {
        new DatabaseServer(superuser()).drop(name, role);
    }

    /** Ends the server cleanly ("fast": running transactions are rolled back). The data stays. */
    public void stop() {
        try (DataDir.Lock lock = dataDir.lock()) {
            Optional<Postmaster> running = Postmaster.find(directory);
            if (running.isPresent()) {
                Processes.run(
                        STOP_PATIENCE.plusSeconds(5),
                        unprivileged.command(List.of(
                                options.dist.postgresProgram("pg_ctl").toString(),
                                "stop",
                                "-s",
                                "-w",
                                "-m",
                                "fast",
                                "-t",
                                Long.toString(STOP_PATIENCE.toSeconds()),
                                "-D",
                                directory.cluster().toString())));
                Processes.end(running.get().process(), STOP_PATIENCE);
            }
            release();
        }
    }

    /** Ends the server as a crash would ({@code kill -9} of its main process). */
    public void kill() {
        Postmaster.find(directory).ifPresent(postmaster -> Processes.kill(postmaster.process()));
        release();
    }

    private void release() {
        if (guardian != null) {
            guardian.release();
            guardian = null;
        }
    }

    /** Stops the server; a temporary data directory is removed. A leased one goes on: others may use it. */
    @Override
    public void close() {
        if (options.life instanceof Life.Leased) {
            return;
        }
        stop();
        removeTemporaryData();
    }

    private void removeTemporaryData() {
        if (dataDir.temporary()) {
            DataDir.delete(dataDir.path());
        }
    }
}
