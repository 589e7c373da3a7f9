package dev.liverun.health.history;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.awaitHealth;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.register;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.EventType;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.KafkaTopics;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.Promise;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChecksIT {

    @Inject
    Pool pool;

    private Target target;

    @BeforeEach
    void start() {
        target = new Target();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void a_registered_integration_is_checked_at_once_and_by_itself() {
        var id = register(target.url(), Map.of());

        var health = awaitHealth(id, seen -> "HEALTHY".equals(seen.getString("status")));

        assertThat(health.getString("reason")).isEqualTo("OK");
        assertThat(health.getInt("status_code")).isEqualTo(200);
        assertThat(health.getInt("response_time_ms")).isNotNegative();
        assertThat(check(id).<String, Object>getMap("metadata.timings_us"))
                .containsKeys("queue", "auth", "dns", "connect", "tls", "first_byte", "transfer", "total");
    }

    @Test
    void checks_come_at_the_interval_without_drift() {
        // The first comes at once; from the second on they keep the endpoint's phase.
        var id = registerChecked(target.url(), Map.of("check_interval_seconds", 1));

        var ticks = new TreeSet<Long>();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    ticks.add(nextDueMillis(id));
                    return ticks.size() >= 6;
                });

        var apart = ticks.stream().map(tick -> tick - ticks.first()).toList();
        assertThat(apart).allMatch(millis -> millis % 1000 == 0).contains(1000L);
        assertThat(historyIds(id)).hasSizeGreaterThanOrEqualTo(ticks.size());
        assertThat(target.arrivals()).hasSizeGreaterThanOrEqualTo(ticks.size());
    }

    /** The tests' own trigger is there: a tick that came by chance would be one check too many for those who count. */
    @Test
    void an_integration_that_is_checked_once_an_hour_is_checked_only_when_a_test_asks_for_it() {
        var id = registerChecked(target.url(), Map.of());
        check(id);

        assertThat(nextDueMillis(id))
                .isGreaterThan(Instant.now().plus(Duration.ofHours(12)).toEpochMilli());
    }

    private long nextDueMillis(UUID id) {
        return pool.preparedQuery("select cast(extract(epoch from next_due_at) * 1000 as bigint)"
                        + " from check_schedule where endpoint_id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void falling_and_rising_take_two_checks_and_are_published_once_each() {
        var id = registerChecked(target.url(), Map.of());

        target.behaves(Target.answering(503));
        assertThat(check(id).getString("confirmed.status")).isEqualTo("HEALTHY");
        var fallen = check(id);
        assertThat(fallen.getString("status")).isEqualTo("UNHEALTHY");
        assertThat(fallen.getString("reason")).isEqualTo("SERVER_ERROR");
        assertThat(fallen.getString("confirmed.status")).isEqualTo("UNHEALTHY");
        target.behaves(Target.answering(200));
        check(id);
        assertThat(check(id).getString("confirmed.status")).isEqualTo("HEALTHY");

        try (var kafka = new KafkaTopics()) {
            var events = await().atMost(Duration.ofSeconds(30))
                    .until(() -> kafka.about(Topic.HEALTH, id), found -> found.size() == 8);
            var changes = events.stream()
                    .filter(event -> event.type() == EventType.HEALTH_CHANGED)
                    .toList();
            assertThat(changes).extracting(event -> event.sequence()).containsExactly(1L, 2L, 3L);
            assertThat(changes)
                    .extracting(event -> ((HealthChanged) event.data()).to())
                    .containsExactly(HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, HealthStatus.HEALTHY);
            assertThat(((HealthChanged) changes.get(1).data()).reason()).isEqualTo("SERVER_ERROR");
            var checks = events.stream()
                    .filter(event -> event.type() == EventType.HEALTH_CHECKED)
                    .toList();
            assertThat(checks)
                    .extracting(event -> event.id())
                    .isEqualTo(historyIds(id).stream().sorted().toList());
            assertThat(checks).allSatisfy(event -> assertThat(((HealthChecked) event.data()).metadata())
                    .containsKey("reason"));
        }
    }

    @Test
    void no_answer_in_time_is_a_timeout() {
        target.behaves(request -> {});

        var health = awaitHealth(
                register(target.url(), Map.of("timeout_seconds", 1)), seen -> seen.getString("status") != null);

        assertThat(health.getString("status")).isEqualTo("TIMEOUT");
        assertThat(health.getString("reason")).isEqualTo("TIMEOUT");
        assertThat((Object) health.get("response_time_ms")).isNull();
        assertThat((Object) health.get("status_code")).isNull();
        assertThat(health.getString("error_message")).isNotBlank();
    }

    @Test
    void a_connection_that_breaks_off_is_told_from_one_that_is_refused() {
        target.behaves(Target.resetting());
        var broken = registerChecked(target.url(), Map.of());
        var refused = registerChecked("http://127.0.0.1:9", Map.of());

        assertThat(awaitHealth(broken, seen -> true).getString("reason")).isEqualTo("RESET");
        assertThat(awaitHealth(refused, seen -> true).getString("reason")).isEqualTo("CONNECT");
    }

    @Test
    void slow_is_degraded_not_down() {
        target.behaves(target.slowly(300));

        var id = registerChecked(target.url(), Map.of("health_check", Map.of("degraded_after_ms", 100)));

        var health = awaitHealth(id, seen -> true);
        assertThat(health.getString("status")).isEqualTo("DEGRADED");
        assertThat(health.getString("reason")).isEqualTo("SLOW");
    }

    @Test
    void a_success_after_a_retry_is_healthy_and_tells_of_it() {
        var id = registerChecked(target.url(), Map.of("retry_attempts", 2));
        var requests = new AtomicInteger();
        target.behaves(request ->
                Target.answering(requests.getAndIncrement() == 0 ? 503 : 200).handle(request));

        var seen = check(id);

        assertThat(seen.getString("status")).isEqualTo("HEALTHY");
        assertThat(seen.getInt("metadata.attempts")).isEqualTo(2);
        assertThat(seen.getInt("metadata.earlier_attempts[0].status_code")).isEqualTo(503);
    }

    @Test
    void the_check_is_made_as_it_is_defined_and_authenticated_by_reference() {
        var id = registerChecked(
                target.url(),
                Map.of(
                        "health_check_url",
                        target.url() + "/rpc",
                        "auth_type",
                        "API_KEY",
                        "credential",
                        "target",
                        "health_check",
                        Map.of("method", "POST", "body", "{\"action\":\"version\"}")));

        var arrival = target.arrivals().element();
        assertThat(arrival.method()).isEqualTo("POST");
        assertThat(arrival.path()).isEqualTo("/rpc");
        assertThat(arrival.apiKey()).isEqualTo(HealthInfra.SECRET);
        assertThat(arrival.contentType()).isEqualTo("application/json");
        assertThat(Tokens.as(Roles.VIEWER)
                        .get(PATH + "/" + id + "/health/history")
                        .asString())
                .doesNotContain(HealthInfra.SECRET);
    }

    @Test
    void a_missing_credential_is_an_auth_failure_that_says_so() {
        var id = registerChecked(target.url(), Map.of("auth_type", "BEARER_TOKEN", "credential", "not-there"));

        var health = awaitHealth(id, seen -> true);

        assertThat(health.getString("status")).isEqualTo("UNHEALTHY");
        assertThat(health.getString("reason")).isEqualTo("AUTH");
        assertThat(health.getString("error_message")).contains("not-there");
    }

    @Test
    void refused_is_unhealthy_for_auth() {
        target.behaves(Target.answering(401));

        var health = awaitHealth(registerChecked(target.url(), Map.of()), seen -> true);

        assertThat(health.getString("status")).isEqualTo("UNHEALTHY");
        assertThat(health.getString("reason")).isEqualTo("AUTH");
    }

    @Test
    void a_status_that_is_none_of_http_is_null_and_kept_in_the_metadata() {
        target.behaves(Target.answering(799));
        var id = registerChecked(target.url(), Map.of());

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UNHEALTHY"))
                .body("status_code", nullValue())
                .body("metadata.raw_status_code", equalTo(799));
    }

    @Test
    void throttling_is_degraded_outside_uptime_published_and_kept() {
        target.behaves(Target.throttling(60));
        var id = registerChecked(target.url(), Map.of());
        target.behaves(Target.answering(200)).arrivals().clear();

        assertThat(awaitHealth(id, seen -> true).getString("reason")).isEqualTo("RATE_LIMITED");
        Tokens.as(Roles.TESTER)
                .post(PATH + "/" + id + "/health")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("https://liverun.dev/problems/check-not-made"))
                .body("cause", equalTo("PAUSED"));
        assertThat(target.arrivals()).isEmpty();
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/rate-limit")
                .then()
                .statusCode(200)
                .body("paused_until", notNullValue())
                .body("available_now", equalTo(0))
                .body("used_last_minute", equalTo(1));
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/trend")
                .then()
                .statusCode(200)
                .body("total.rate_limited", equalTo(1))
                .body("total.uptime_percent", nullValue());
        try (var kafka = new KafkaTopics()) {
            var events = await().atMost(Duration.ofSeconds(30))
                    .until(() -> kafka.about(Topic.THROTTLES, id), found -> !found.isEmpty());
            assertThat(((EndpointThrottled) events.get(0).data()).observedBy()).isEqualTo("health-monitor-service");
        }
    }

    @Test
    void a_check_that_takes_longer_than_one_likes_to_wait_goes_on() {
        var id = registerChecked(target.url(), Map.of());
        var released = Promise.<Void>promise();
        target.behaves(Target.once(released.future()));

        Tokens.as(Roles.TESTER)
                .header("Prefer", "wait=1")
                .post(PATH + "/" + id + "/health")
                .then()
                .statusCode(202)
                .header("Location", equalTo(PATH + "/" + id + "/health"))
                .header("Preference-Applied", equalTo("wait=1"));

        released.complete();
        awaitHealth(id, seen -> seen.getInt("response_time_ms") >= 900);
    }

    @Test
    void two_who_ask_at_once_share_one_check() throws Exception {
        var id = registerChecked(target.url(), Map.of());
        var released = Promise.<Void>promise();
        target.behaves(Target.once(released.future())).arrivals().clear();

        var other = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> check(id).getString("id"));
        await().atMost(Duration.ofSeconds(20)).until(() -> !target.arrivals().isEmpty());
        Tokens.as(Roles.TESTER)
                .header("Prefer", "wait=1")
                .post(PATH + "/" + id + "/health")
                .then()
                .statusCode(202);
        released.complete();

        var made = UUID.fromString(other.get());
        assertThat(historyIds(id)).hasSize(2).startsWith(made);
        assertThat(target.arrivals()).hasSize(1);
    }

    @Test
    void a_disabled_integration_is_not_called() {
        var id = registerChecked(target.url(), Map.of());
        Tokens.as(Roles.OPERATOR)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{\"enabled\": false}")
                .patch(PATH + "/" + id)
                .then()
                .statusCode(200);

        Tokens.as(Roles.TESTER)
                .post(PATH + "/" + id + "/health")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://liverun.dev/problems/endpoint-disabled"));
    }

    @Test
    void a_change_makes_void_what_was_under_way() {
        var id = registerChecked(target.url(), Map.of());
        var released = Promise.<Void>promise();
        target.behaves(Target.once(released.future())).arrivals().clear();
        Tokens.as(Roles.TESTER)
                .header("Prefer", "wait=0")
                .post(PATH + "/" + id + "/health")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> !target.arrivals().isEmpty());

        Tokens.as(Roles.OPERATOR)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{\"base_url\": \"http://127.0.0.1:9\"}")
                .patch(PATH + "/" + id)
                .then()
                .statusCode(200);

        awaitHealth(id, seen -> "CONNECT".equals(seen.getString("observed_reason")));
        released.complete();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> historyIds(id).size() == 2);
    }

    @Test
    void the_history_is_paged_newest_first() {
        var id = registerChecked(target.url(), Map.of());
        for (int i = 0; i < 4; i++) {
            check(id);
        }

        var first = Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/history?limit=3")
                .jsonPath();
        var second = Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/history?limit=3&cursor=" + first.getString("next_cursor"))
                .jsonPath();

        List<String> times = new java.util.ArrayList<>(first.getList("items.checked_at"));
        times.addAll(second.getList("items.checked_at"));
        assertThat(times).hasSize(5).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(second.getString("next_cursor")).isNull();
    }

    @Test
    void the_trend_counts_and_measures() {
        var id = registerChecked(target.url(), Map.of());
        check(id);
        target.behaves(Target.answering(500));
        check(id);
        check(id);

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/trend?bucket=PT24H")
                .then()
                .statusCode(200)
                .body("total.checks", equalTo(4))
                .body("total.by_status.HEALTHY", equalTo(2))
                .body("total.by_status.UNHEALTHY", equalTo(2))
                .body("total.uptime_percent", equalTo(50.0f))
                .body("total.response_time_ms.p99", notNullValue())
                .body("buckets.size()", greaterThan(0))
                .body("buckets[0].figures.checks", equalTo(4));
    }

    private static List<UUID> historyIds(UUID id) {
        return Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/history?limit=200")
                .jsonPath()
                .getList("items.id", UUID.class);
    }
}
