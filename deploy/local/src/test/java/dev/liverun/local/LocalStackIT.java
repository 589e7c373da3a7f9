package dev.liverun.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liverun.local.client.ApiClient;
import dev.liverun.local.client.ApiFailure;
import dev.liverun.local.demo.Demo;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Member;
import dev.liverun.local.stack.Stack;
import dev.liverun.local.stack.StackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole system as a person starts it: one stack, used from beginning to end. */
@ExtendWith(RunningStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String WORKFLOW = """
            liverun: 1
            name: at-once
            steps:
              - name: look
                request:
                  method: GET
                  url: /services
                assert:
                  - status: 200
            """;

    @TempDir
    static Path directory;

    private static DataDirectory data;
    private static Stack stack;
    private static int port;

    @BeforeAll
    static void up() {
        data = RunningStack.get().data();
        stack = RunningStack.get().stack();
        port = RunningStack.get().port();
    }

    @Test
    @Order(1)
    void everything_is_ready() {
        assertThat(stack.running().keySet()).containsExactly(Member.values());
        assertThat(stack.running().values()).allMatch(stack::ready);
    }

    @Test
    @Order(2)
    void the_main_job_runs_from_registration_to_a_report() throws IOException {
        var told = new ByteArrayOutputStream();
        var reports = directory.resolve("reports");

        new Demo(stack, data, reports, new PrintStream(told, true, StandardCharsets.UTF_8)).run();

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("Every step held.");
        try (var files = Files.list(reports)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll(".*\\.", "")))
                    .containsExactlyInAnyOrder("html", "json");
        }
    }

    @Test
    @Order(3)
    void what_one_service_has_just_made_can_be_used_in_the_others_at_once() {
        var operator = client("operator", "at-once");
        var endpoint = operator.post(
                        "/api/v1/integrations",
                        Map.of(
                                "name",
                                "at-once",
                                "base_url",
                                stack.address().toString(),
                                "health_check_url",
                                stack.address() + "/services",
                                "auth_type",
                                "NONE",
                                "rate_limit_per_minute",
                                600,
                                "timeout_seconds",
                                5,
                                "retry_attempts",
                                0,
                                "enabled",
                                true))
                .path("id")
                .asText();
        var workflow = operator.post("/api/v1/workflows", Map.of("document", WORKFLOW));

        // health → session: the scope names an endpoint that no event has told yet.
        var session = operator.post(
                        "/api/v1/sessions",
                        Map.of(
                                "name",
                                "At once",
                                "configuration",
                                Map.of("integrations", List.of(Map.of("endpoint_id", endpoint)))))
                .path("id")
                .asText();
        operator.post("/api/v1/sessions/" + session + "/start", Map.of());
        // session → health
        var history = operator.get("/api/v1/integrations/" + endpoint + "/health/history?session_id=" + session);
        // session, health → runner
        var result = operator.post(
                "/api/v1/sessions/" + session + "/results",
                Map.of(
                        "endpoint_id",
                        endpoint,
                        "test_name",
                        workflow.path("name").asText()));
        // session, runner → feedback
        var feedback = operator.post(
                "/api/v1/feedback",
                Map.of(
                        "session_id", session,
                        "result_id", result.path("id").asText(),
                        "title", "Filed before any event could arrive",
                        "description", "The owners are asked.",
                        "category", "OTHER"));

        assertThat(history.path("items").isArray()).isTrue();
        assertThat(result.path("session_id").asText()).isEqualTo(session);
        assertThat(result.path("endpoint_id").asText()).isEqualTo(endpoint);
        assertThat(feedback.path("session_id").asText()).isEqualTo(session);
        assertThat(feedback.path("result_id").asText())
                .isEqualTo(result.path("id").asText());
    }

    @Test
    @Order(4)
    void a_view_is_made_anew_from_what_the_other_services_have() {
        var operator = client("operator", "rebuilder");
        var session = operator.get("/api/v1/sessions?q=once").at("/items/0/id").asText();
        var summary = "/api/v1/sessions/" + session + "/summary";
        // Its issue comes by itself, some time after the report.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(operator.get(summary)
                        .at("/feedback/items/0/github/number")
                        .asInt())
                .isPositive());
        var before = operator.get(summary);
        assertThat(before.at("/results/total").asInt()).isOne();
        assertThat(before.at("/feedback/total").asInt()).isOne();

        for (var view : List.of("endpoints", "health", "results", "feedback")) {
            var rebuilds = "/api/v1/operations/session/rebuilds";
            var id = operator.post(rebuilds, Map.of("view", view)).path("id").asText();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                            operator.get(rebuilds + "/" + id).path("state").asText())
                    .as(view)
                    .isEqualTo("DONE"));
            assertThat(operator.get(rebuilds + "/" + id).path("events").asInt())
                    .as(view)
                    .isPositive();
        }

        var after = operator.get(summary);
        assertThat(after.path("results")).isEqualTo(before.path("results"));
        assertThat(after.path("feedback")).isEqualTo(before.path("feedback"));
        assertThat(after.path("slowest_steps")).isEqualTo(before.path("slowest_steps"));
        assertThat(after.at("/integrations/0/name")).isEqualTo(before.at("/integrations/0/name"));
        // It goes on being checked.
        assertThat(after.at("/integrations/0/checks/total").asInt())
                .isGreaterThanOrEqualTo(
                        before.at("/integrations/0/checks/total").asInt());
    }

    @Test
    @Order(5)
    void nobody_gets_in_without_a_token_or_with_one_of_another_stack() {
        var stranger = LocalIdentity.of(DataDirectory.open(directory.resolve("other")));

        for (var token : new String[] {"", "nonsense", stranger.token("admin", "mallory", HOUR)}) {
            assertThatThrownBy(() -> new ApiClient(stack.address(), token).get("/api/v1/sessions"))
                    .isInstanceOfSatisfying(ApiFailure.class, refused -> assertThat(refused.status())
                            .isEqualTo(401));
        }
    }

    @Test
    @Order(6)
    void what_was_killed_comes_back_with_up_and_has_lost_nothing() {
        var tester = client("tester", "survivor");
        var session = tester.post("/api/v1/sessions", Map.of("name", "Survives"))
                .path("id")
                .asText();
        for (var member : new Member[] {Member.POSTGRES, Member.KAFKA, Member.SESSION}) {
            var process = stack.running().get(member).process();
            process.destroyForcibly();
            process.onExit().join();
        }

        stack.up(port);

        assertThat(stack.running().values()).hasSize(Member.values().length).allMatch(stack::ready);
        assertThat(tester.get("/api/v1/sessions/" + session).path("name").asText())
                .isEqualTo("Survives");
    }

    @Test
    @Order(7)
    void a_port_in_use_is_told_in_one_sentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var second = new Stack(
                    Installation.ofSystemProperty(), DataDirectory.open(directory.resolve("second")), line -> {});

            assertThatThrownBy(() -> second.up(taken.getLocalPort()))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is in use")
                    .hasMessageContaining("--port");
            assertThat(second.running()).isEmpty();
        }
    }

    @Test
    @Order(8)
    void its_secrets_are_for_its_owner_alone() throws IOException {
        try (var files = Files.walk(data.root())) {
            assertThat(files.filter(file -> file.toString().contains("/keys/")
                            || file.toString().contains("/credentials/")
                            || file.toString().contains("/config/")
                            || file.endsWith("secrets.properties")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(
                                    Files.getPosixFilePermissions(file).toString())
                            .doesNotContain("GROUP", "OTHERS"));
        }
    }

    private static ApiClient client(String role, String subject) {
        return new ApiClient(stack.address(), LocalIdentity.of(data).token(role, subject, HOUR));
    }
}
