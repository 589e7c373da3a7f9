package dev.liverun.health.archive;

import static dev.liverun.health.testing.Integrations.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.jobs.OneAtATime;
import dev.liverun.storage.S3Service;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a bucket instead of a directory. */
@QuarkusTest
class BucketIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Too few for the service's own job, which has another store. */
    private static final int CHECKS = 1190;

    private static final ArchiveConfig SOONER = new ArchiveConfig() {
        @Override
        public Duration every() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int keep() {
            return 1100;
        }

        @Override
        public int surplus() {
            return 50;
        }

        @Override
        public int endpointsPerFile() {
            return 50;
        }
    };

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    ArchiveStatements statements;

    @Inject
    OneAtATime one;

    @Inject
    Clock clock;

    @Test
    void a_section_in_a_bucket_is_read_by_itself(@TempDir Path directory) throws IOException {
        try (var service = S3Service.start(directory.resolve("service"))) {
            var bucket = service.store(vertx, directory.resolve("uploads"));
            var endpoint = register("http://127.0.0.1:9", Map.of("enabled", false));
            for (var id : new Object[] {register("http://127.0.0.1:9", Map.of("enabled", false)), endpoint}) {
                run("insert into integration_health_status (id, endpoint_id, status, checked_at, metadata)"
                        + " select gen_random_uuid(), '" + id + "', 'HEALTHY', now() - i * interval '1 minute',"
                        + " jsonb_build_object('reason', 'OK', 'number', i) from generate_series(1, " + CHECKS + ") i");
                run("update endpoint_health set stored = " + CHECKS + " where endpoint_id = '" + id + "'");
            }

            new ArchiveJob(statements, bucket, one, SOONER, clock)
                    .archive()
                    .await()
                    .atMost(PATIENCE);

            var section = pool.query(
                            "select file, position, length from health_archive where endpoint_id = '" + endpoint + "'")
                    .execute()
                    .await()
                    .atMost(PATIENCE)
                    .iterator()
                    .next();
            var content = Buffer.buffer();
            bucket.read(section.getString(0), section.getLong(1), section.getLong(2))
                    .await()
                    .atMost(PATIENCE)
                    .orElseThrow()
                    .onItem()
                    .invoke(content::appendBuffer)
                    .collect()
                    .last()
                    .await()
                    .atMost(PATIENCE);
            assertThat(ArchiveFile.text(content).lines())
                    .hasSize(CHECKS - SOONER.keep())
                    .allMatch(line -> line.contains(endpoint.toString()));
            // The bucket goes; the other tests' store never had this file.
            run("delete from health_archive where file = '" + section.getString(0) + "'");
        }
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}
