package dev.liverun.health.alarm;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.awaitHealth;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.register;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.Receivers;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlarmsIT {

    private static final Map<String, Object> AT_ONCE =
            Map.of("confirmation", Map.of("fall", Map.of("checks", 1, "of", 1), "rise", Map.of("checks", 1, "of", 1)));

    private record Told(String signature, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Queue<HttpServerRequest> hanging = new ConcurrentLinkedQueue<>();
    private Target target;
    private HttpServer listener;

    @BeforeEach
    void start() throws Exception {
        target = new Target();
        listener = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/hangs")) {
                        hanging.add(request);
                        return;
                    }
                    var signature = request.getHeader("X-Liverun-Signature-256");
                    request.body().onSuccess(body -> {
                        told.add(new Told(signature, body.toString()));
                        request.response().end();
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        target.close();
        vertx.close();
    }

    @Test
    void one_outage_is_one_alarm_that_is_told_once_and_clears_by_itself() throws Exception {
        var receiver = receiver("/webhook");
        var id = registerChecked(target.url(), AT_ONCE);
        target.behaves(Target.answering(500));
        check(id);
        check(id);
        var alarm = awaitAlarm(id, found -> found.getString("items[0].cause") != null);
        assertThat(alarm.getList("items")).hasSize(1);
        assertThat(alarm.getString("items[0].cause")).isEqualTo("DOWN");
        assertThat(alarm.getString("items[0].reason")).isEqualTo("SERVER_ERROR");

        await().atMost(Duration.ofSeconds(20)).until(() -> about(id).size() == 1);
        target.behaves(Target.answering(200));
        check(id);

        awaitAlarm(id, found -> found.getString("items[0].cleared_at") != null);
        await().atMost(Duration.ofSeconds(20)).until(() -> about(id).size() == 2);
        assertThat(about(id).get(0).body()).contains("\"OPENED\"");
        assertThat(about(id).get(1).body()).contains("\"CLEARED\"");
        assertThat(about(id)).allSatisfy(one -> assertThat(one.signature()).isEqualTo(signature(one.body())));
        Receivers.remove(receiver);
    }

    @Test
    void a_receiver_that_hangs_delays_no_check() {
        var receiver = receiver("/hangs");
        var id = registerChecked(target.url(), AT_ONCE);
        target.behaves(Target.answering(500));
        check(id);
        await().atMost(Duration.ofSeconds(20)).until(() -> !hanging.isEmpty());

        long begun = System.nanoTime();
        check(id);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        Receivers.remove(receiver);
    }

    @Test
    void while_what_it_depends_on_is_down_an_alarm_is_not_told_but_checks_go_on_and_is_told_after_it() {
        var receiver = receiver("/webhook");
        var parentTarget = new Target();
        parentTarget.behaves(Target.answering(500));
        var parent = registerChecked(parentTarget.url(), AT_ONCE);
        var child = registerChecked(target.url(), with(AT_ONCE, Map.of("depends_on", List.of(parent.toString()))));
        target.behaves(Target.answering(500));
        check(child);

        var alarm = awaitAlarm(child, found -> found.getString("items[0].suppressed") != null);

        assertThat(alarm.getString("items[0].suppressed")).isEqualTo("DEPENDENCY");
        assertThat(alarm.getString("items[0].suppressed_by")).isEqualTo(parent.toString());
        await().atMost(Duration.ofSeconds(20)).until(() -> about(parent).size() == 1);
        assertThat(about(child)).isEmpty();
        assertThat(check(child).getString("status")).isEqualTo("UNHEALTHY");

        parentTarget.behaves(Target.answering(200));
        check(parent);

        await().atMost(Duration.ofSeconds(20)).until(() -> about(child).size() == 1);
        parentTarget.close();
        Receivers.remove(receiver);
    }

    @Test
    void an_integration_cannot_come_to_depend_on_itself() {
        var parent = register(target.url(), Map.of());
        var child = register(target.url(), Map.of("depends_on", List.of(parent.toString())));

        Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Map.of("depends_on", List.of(child.toString())))
                .patch(PATH + "/" + parent)
                .then()
                .statusCode(400);
    }

    @Test
    void during_maintenance_checks_count_for_nothing_and_nobody_is_told() {
        var id = registerChecked(target.url(), AT_ONCE);
        Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "title", "moving house",
                        "endpoint_ids", List.of(id.toString()),
                        "starts_at", Instant.now().minusSeconds(60).toString(),
                        "ends_at", Instant.now().plusSeconds(600).toString()))
                .post("/api/v1/maintenance-windows")
                .then()
                .statusCode(201)
                .body("active", equalTo(true));
        target.behaves(Target.answering(500));
        check(id);

        awaitAlarm(id, found -> "MAINTENANCE".equals(found.getString("items[0].suppressed")));
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/trend")
                .then()
                .body("total.excused", equalTo(1))
                .body("total.by_status.UNHEALTHY", equalTo(0))
                .body("total.uptime_percent", equalTo(100.0f));
        Tokens.as(Roles.VIEWER)
                .get("/api/v1/service-levels")
                .then()
                .body("items.find { it.endpoint_id == '" + id + "' }.excused", equalTo(1))
                .body("items.find { it.endpoint_id == '" + id + "' }.outages", equalTo(0));
    }

    @Test
    void somebody_takes_care_of_an_alarm_and_says_so_once() {
        var id = registerChecked(target.url(), AT_ONCE);
        target.behaves(Target.answering(500));
        check(id);
        var alarm =
                awaitAlarm(id, found -> found.getString("items[0].id") != null).getString("items[0].id");

        acknowledge(alarm).then().statusCode(200).body("acknowledged.reason", equalTo("known; the provider is at it"));

        acknowledge(alarm).then().statusCode(409);
    }

    @Test
    void each_change_of_status_says_what_led_to_it() {
        var id = registerChecked(target.url(), AT_ONCE);
        target.behaves(Target.answering(500));
        check(id);
        awaitHealth(id, health -> "UNHEALTHY".equals(health.getString("status")));

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/transitions")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items[0].from", equalTo("HEALTHY"))
                .body("items[0].to", equalTo("UNHEALTHY"))
                .body("items[0].reason", equalTo("SERVER_ERROR"))
                .body("items[0].threshold.checks", equalTo(1))
                .body("items[0].attempts", equalTo(1));
    }

    private static io.restassured.response.Response acknowledge(String alarm) {
        return Tokens.as(Roles.TESTER)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "known; the provider is at it"))
                .post("/api/v1/alarms/" + alarm + "/acknowledge");
    }

    private List<Told> about(UUID endpoint) {
        return told.stream()
                .filter(one -> one.body().contains("\"endpoint_id\":\"" + endpoint + "\""))
                .toList();
    }

    private static JsonPath awaitAlarm(UUID endpoint, java.util.function.Predicate<JsonPath> wanted) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> Tokens.as(Roles.VIEWER)
                                .get("/api/v1/alarms?endpoint_id=" + endpoint)
                                .jsonPath(),
                        wanted);
    }

    private String receiver(String path) {
        return Receivers.add("WEBHOOK", "http://127.0.0.1:" + listener.actualPort() + path);
    }

    private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> other) {
        var both = new java.util.HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static String signature(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HealthInfra.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
