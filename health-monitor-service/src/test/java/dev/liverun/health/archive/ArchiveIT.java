package dev.liverun.health.archive;

import static dev.liverun.health.testing.Integrations.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Integrations;
import dev.liverun.storage.FileStore;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArchiveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    ArchiveJob job;

    @Inject
    ArchiveStatements statements;

    @Inject
    FileStore files;

    @ConfigProperty(name = "liverun.storage.directory")
    String directory;

    @Test
    void the_latest_thousand_stay_and_the_others_can_be_read_in_the_archive() {
        var endpoint = withChecks(1300);
        var other = withChecks(1150);

        job.archive().await().atMost(PATIENCE);

        assertThat(stored(endpoint)).isEqualTo(1000);
        assertThat(stored(other)).isEqualTo(1150);
        assertThat(oldest(endpoint)).isEqualTo("1000");
        var section = Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/archive")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].checks", equalTo(300))
                .extract()
                .jsonPath();
        var lines = Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/archive/" + section.getString("items[0].id"))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(300);
        assertThat(lines.get(0)).contains("\"number\": 1300").contains(endpoint.toString());
        assertThat(lines.get(299)).contains("\"number\": 1001");
    }

    @Test
    void a_crash_after_the_file_loses_no_check_and_moves_none_twice() {
        var endpoint = withChecks(1300);
        var surplus = statements.surplus(List.of(endpoint), 1000).await().atMost(PATIENCE);
        assertThat(surplus.get(endpoint)).hasSize(300);
        // The file is stored, and the process dies: nothing points to the file.

        job.archive().await().atMost(PATIENCE);
        job.archive().await().atMost(PATIENCE);

        assertThat(stored(endpoint)).isEqualTo(1000);
        assertThat(archived(endpoint)).isEqualTo(300);
    }

    /** As when a connection breaks, and another replica takes the job that this one has not finished. */
    @Test
    void of_two_who_archive_the_same_checks_at_once_one_does_and_the_other_leaves_nothing() {
        var endpoint = withChecks(1300);
        var before = archiveFiles();
        var connection = pool.getConnectionAndAwait();
        var transaction = connection.beginAndAwait();
        connection
                .query("select 1 from check_schedule where endpoint_id = '" + endpoint + "' for update")
                .executeAndAwait();

        var both = Stream.of(job.archive(), job.archive())
                .map(Uni::subscribeAsCompletionStage)
                .toList();
        await().atMost(PATIENCE)
                .until(
                        () -> text("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock' and query like 'select 1 from check_schedule%'"),
                        "2"::equals);
        transaction.commitAndAwait();
        connection.closeAndAwait();
        both.forEach(CompletableFuture::join);

        assertThat(stored(endpoint)).isEqualTo(1000);
        assertThat(archived(endpoint)).isEqualTo(300);
        assertThat(archiveFiles()).isEqualTo(before + 1);
    }

    @Test
    void a_file_that_a_crash_left_goes_after_a_day_and_what_is_in_the_index_stays() throws IOException {
        withChecks(1300);
        job.archive().await().atMost(PATIENCE);
        var indexed = text("select file from health_archive order by archived_at desc limit 1");
        var orphan = stored("health/2026-01-01/orphan.jsonl.gz");
        var fresh = stored("health/2026-01-01/fresh.jsonl.gz");
        for (var key : List.of(indexed, orphan)) {
            Files.setLastModifiedTime(
                    Path.of(directory).resolve(key), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }

        job.removeOrphans().await().atMost(PATIENCE);

        assertThat(exists(orphan)).isFalse();
        assertThat(exists(fresh)).isTrue();
        assertThat(exists(indexed)).isTrue();
    }

    private int archiveFiles() {
        return files.list(ArchiveJob.PREFIX)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE)
                .size();
    }

    private String stored(String key) {
        files.put(key, Multi.createFrom().item(Buffer.buffer("x")), 10).await().atMost(PATIENCE);
        return key;
    }

    private boolean exists(String key) {
        return files.exists(key).await().atMost(PATIENCE);
    }

    @Test
    void the_archive_of_one_endpoint_does_not_open_that_of_another() {
        var endpoint = withChecks(1300);
        var other = withChecks(1300);
        job.archive().await().atMost(PATIENCE);
        var section = Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/archive")
                .jsonPath()
                .getString("items[0].id");

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + other + "/health/archive/" + section)
                .then()
                .statusCode(404);
    }

    /** Checks of which the n-th is n minutes old. */
    private UUID withChecks(int many) {
        var endpoint = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));
        run("insert into integration_health_status (id, endpoint_id, status, checked_at, metadata)"
                + " select gen_random_uuid(), '" + endpoint + "', 'HEALTHY', now() - i * interval '1 minute',"
                + " jsonb_build_object('reason', 'OK', 'number', i) from generate_series(1, " + many + ") i");
        run("update endpoint_health set stored = " + many + " where endpoint_id = '" + endpoint + "'");
        return endpoint;
    }

    private long stored(UUID endpoint) {
        assertThat(text("select stored from endpoint_health where endpoint_id = '" + endpoint + "'"))
                .isEqualTo(
                        text("select count(*) from integration_health_status where endpoint_id = '" + endpoint + "'"));
        return Long.parseLong(text("select stored from endpoint_health where endpoint_id = '" + endpoint + "'"));
    }

    private long archived(UUID endpoint) {
        return Long.parseLong(text("select sum(checks) from health_archive where endpoint_id = '" + endpoint + "'"));
    }

    private String oldest(UUID endpoint) {
        return text("select metadata ->> 'number' from integration_health_status where endpoint_id = '" + endpoint
                + "' order by checked_at limit 1");
    }

    private String text(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getValue(0)
                .toString();
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}
