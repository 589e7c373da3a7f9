package dev.liverun.health.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.republish.Pages;
import dev.liverun.health.testing.Integrations;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthRepublisherIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    ArchiveJob job;

    @Inject
    HealthRepublisher republisher;

    @Test
    void checks_of_sessions_are_told_once_more_from_the_table_and_from_the_archive_as_far_as_it_is_there() {
        var session = Ids.next();
        var endpoint = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));
        run(
                "insert into integration_health_status"
                        + " (id, endpoint_id, status, response_time_ms, status_code, checked_at, metadata)"
                        + " select gen_random_uuid(), $1, 'HEALTHY', 17, 200, now() - i * interval '1 minute',"
                        + " jsonb_build_object('reason', 'OK', 'number', i) from generate_series(1, 1300) i",
                endpoint);
        run("update endpoint_health set stored = 1300 where endpoint_id = $1", endpoint);
        run(
                "insert into integration_health_status_sessions (endpoint_id, health_status_id, checked_at, session_id)"
                        + " select endpoint_id, id, checked_at, $2 from integration_health_status"
                        + " where endpoint_id = $1 and metadata ->> 'number' in ('5', '1250')",
                endpoint,
                session);
        job.archive().await().atMost(PATIENCE);
        var gone = Ids.next();
        run(
                "insert into health_archive (id, endpoint_id, file, position, length, checks, first_at, last_at)"
                        + " values ($1, $2, 'health/2026-01-01/gone.jsonl.gz', 0, 10, 200, now() - interval '90 days',"
                        + " now() - interval '89 days')",
                gone,
                endpoint);

        var told = all(republisher.begin()).stream()
                .filter(event -> event.is(HealthChecked.class))
                .map(event -> (HealthChecked) event.data())
                .filter(check -> check.sessionIds().contains(session))
                .toList();

        assertThat(told)
                .extracting(check -> check.metadata().get("number"))
                .as("the latest thousand, and then what was archived")
                .containsExactly(5, 1250);
        assertThat(told).allSatisfy(check -> {
            assertThat(check.endpointId()).isEqualTo(endpoint);
            assertThat(check.responseTimeMs()).isEqualTo(17);
            assertThat(check.statusCode()).isEqualTo(200);
        });
        Tokens.as(Roles.VIEWER)
                .get(Integrations.PATH + "/" + endpoint + "/health/archive")
                .then()
                .body("items.findAll { it.missing_since != null }.id", contains(gone.toString()));
        Tokens.as(Roles.VIEWER)
                .get(Integrations.PATH + "/" + endpoint + "/health/archive/" + gone)
                .then()
                .statusCode(404);
    }

    private static List<Event<?>> all(Pages pages) {
        var all = new ArrayList<Event<?>>();
        while (true) {
            var page = pages.next().await().atMost(PATIENCE);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
        }
    }

    private void run(String statement, UUID... parameters) {
        pool.preparedQuery(statement)
                .execute(Tuple.from(List.<Object>of((Object[]) parameters)))
                .await()
                .atMost(PATIENCE);
    }
}
