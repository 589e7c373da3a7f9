package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresIT {
    @TempDir
    static Path directory;

    private EmbeddedPostgres postgres;
    private Database session;

    @BeforeAll
    void start() throws SQLException {
        postgres = EmbeddedPostgres.start(options());
        session = postgres.createDatabase("session", "session", "it's secret");
        Sql.execute(session, "CREATE TABLE kept (value text)");
        Sql.execute(session, "INSERT INTO kept VALUES ('before')");
    }

    @AfterEach
    void restart() {
        postgres.startAgain();
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    private PostgresOptions options() {
        return PostgresOptions.of(Dist.fromSystemProperty()).dataDir(directory.resolve("with a space/postgres"));
    }

    @Test
    void dataAndPortSurviveAStop() throws SQLException {
        int port = postgres.port();
        postgres.stop();

        postgres = EmbeddedPostgres.start(options());

        assertThat(postgres.port()).isEqualTo(port);
        assertThat(Sql.query(session, "SELECT value FROM kept")).isEqualTo("before");
    }

    @Test
    void dataAndPortSurviveAKillInTheMiddleOfAStatement() throws Exception {
        int port = postgres.port();
        try (Connection busy = Sql.connect(session);
                Statement statement = busy.createStatement()) {
            Thread query = new Thread(() -> {
                try {
                    statement.execute("SELECT sum(a) FROM generate_series(1, 1000000000) a");
                } catch (SQLException e) {
                    assertThat(e.getMessage()).isNotBlank(); // the server is killed under it
                }
            });
            query.start();
            await().until(() -> Sql.query(
                            postgres.superuser(),
                            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%'"
                                    + " AND pid <> pg_backend_pid()")
                    .equals("1"));
            postgres.kill();

            postgres.startAgain();
            query.join();
        }

        assertThat(postgres.port()).isEqualTo(port);
        assertThat(Sql.query(session, "SELECT value FROM kept")).isEqualTo("before");
    }

    @Test
    void aServerThatRunsAlreadyIsTakenOver() {
        EmbeddedPostgres second = EmbeddedPostgres.start(options());

        assertThat(second.pid()).isEqualTo(postgres.pid());
        assertThat(second.port()).isEqualTo(postgres.port());
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNotBelieved() throws Exception {
        postgres.kill();
        Path pidFile = postgres.dataDir().resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);

        assertThat(postgres.isRunning()).isFalse();
        postgres.startAgain();

        assertThat(Sql.query(session, "SELECT value FROM kept")).isEqualTo("before");
    }

    @Test
    void aRoleIsRefusedTheOtherDatabasesAndAWrongPassword() {
        Database health = postgres.createDatabase("health", "health", "secret");

        assertThatThrownBy(() -> Sql.query(login(session, health.role(), health.password()), "SELECT 1"))
                .hasMessageContaining("permission denied for database \"session\"");
        assertThatThrownBy(() -> Sql.query(login(postgres.superuser(), health.role(), health.password()), "SELECT 1"))
                .hasMessageContaining("permission denied for database \"postgres\"");
        assertThatThrownBy(() -> Sql.query(login(health, health.role(), "guess"), "SELECT 1"))
                .hasMessageContaining("password authentication failed");
    }

    private static Database login(Database database, String role, String password) {
        return new Database(database.host(), database.port(), database.name(), role, password);
    }

    @Test
    void makingADatabaseAgainKeepsItsDataAndTakesTheNewPassword() throws SQLException {
        Sql.execute(postgres.createDatabase("again", "again", "old"), "CREATE TABLE kept AS SELECT 'before' AS value");

        Database again = postgres.createDatabase("again", "again", "new");

        assertThat(Sql.query(again, "SELECT value FROM kept")).isEqualTo("before");
    }

    @Test
    void theDurableSettingsAreOnWhereTheyAreAskedFor() throws SQLException {
        postgres.stop();

        try (EmbeddedPostgres durable = EmbeddedPostgres.start(options().durable(true))) {
            assertThat(Sql.query(session, "SHOW fsync")).isEqualTo("on");
            assertThat(Sql.query(session, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(Sql.query(session, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(Sql.query(durable.superuser(), "SHOW data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void aPortInUseGivesOnePlainSentence() throws Exception {
        postgres.stop();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedPostgres.start(options().port(taken)))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessage("Port " + taken
                            + " is in use by another program: stop that program or give PostgreSQL another port.");
        }
    }
}
