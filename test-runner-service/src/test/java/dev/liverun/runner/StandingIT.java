package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.contract.SessionStatus;
import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Runs that stand still: for a paused session, for a person; and go on, also in another process. */
@QuarkusTest
class StandingIT {

    private static final String SECRET = "canary-captured-token-4711";

    @Inject
    World world;

    @Inject
    Rows rows;

    @Inject
    ActiveRuns active;

    @Test
    void aPausedSessionDrainsAfterTheRunningStepAndGoesOnWhereItStood() {
        var target = TargetService.baseUrl();
        var held = new CountDownLatch(1);
        TargetService.answer(target, "GET /look", held("{\"token\": \"" + SECRET + "\"}", held));
        var session = world.session(APPROVED);
        var run = run(session, world.endpoint(target), lookThenCreate());
        await().until(() -> !TargetService.received(target).isEmpty());
        world.tell(Siblings.session(session, SessionStatus.PAUSED, ADA, APPROVED, 3));

        held.countDown();

        await().atMost(Duration.ofSeconds(20)).until(() -> "SESSION_PAUSED".equals(of(run, "waiting")));
        assertThat(TargetService.received(target)).hasSize(1);
        assertThat(rows.count("select count(*) from test_results where run_id = $1 and saved is not null", run))
                .isOne();
        assertThat(rows.count(
                        "select count(*) from test_results as t where run_id = $1 and t::text like '%' || $2 || '%'",
                        run, SECRET))
                .isZero();

        world.tell(Siblings.session(session, SessionStatus.ACTIVE, ADA, APPROVED, 4));

        ended(run, "PASSED");
        assertThat(TargetService.received(target))
                .extracting(one -> one.method() + " " + one.headers().get("X-token"))
                .containsExactly("GET null", "POST [" + SECRET + "]");
        assertThat(rows.count(
                        "select count(*) from test_results where run_id = $1 and (saved is not null or plan is not null)",
                        run))
                .isZero();
    }

    @Test
    void aRunThatStoodStillGoesOnInAnotherReplica() {
        var target = TargetService.baseUrl();
        var session = world.session(APPROVED);
        var run = run(session, world.endpoint(target), askThenCreate());
        await().atMost(Duration.ofSeconds(20)).until(() -> question(session) != null);
        assertThat(of(run, "waiting")).isEqualTo("QUESTION");
        var question = question(session);

        // Another replica has it: what this one still does leaves it where it stands.
        rows.run(
                "update runs set owner = 'other', epoch = epoch + 1, lease_until = now() + interval '1 hour' where id = $1",
                run);
        await().atMost(Duration.ofSeconds(20)).until(() -> !active.now().containsKey(run));
        assertThat(of(run, "waiting")).isEqualTo("QUESTION");
        assertThat(rows.count("select count(*) from test_results where run_id = $1 and saved is not null", run))
                .isOne();

        // As if this process were another one: the one that asked is gone.
        rows.run("update runs set owner = 'gone', lease_until = now() - interval '1 second' where id = $1", run);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows.count("select epoch from runs where id = $1", run) >= 3);
        assertThat(question(session)).isEqualTo(question);
        answer(ADA, run, question, "yes");

        ended(run, "PASSED");
        assertThat(TargetService.things(target)).isOne();
        var result = Api.get("/results/" + Api.get("/runs/" + run).getString("results[0].id"));
        assertThat(result.getList("response_data.steps.name")).containsExactly("look", "seen", "create");
        assertThat(result.getString("response_data.steps[1].answered_by")).isEqualTo(ADA);
    }

    @Test
    void onlyWhoIsAskedAnswersAndOnlyWhatIsPossible() {
        var session = world.session(APPROVED);
        var run = run(session, world.endpoint(TargetService.baseUrl()), askThenCreate());
        await().atMost(Duration.ofSeconds(20)).until(() -> question(session) != null);
        var question = question(session);

        assertThat(answer("mallory", run, question, "yes")).isEqualTo(403);
        assertThat(answer(ADA, run, question, "perhaps")).isEqualTo(400);
        assertThat(answer(ADA, run, question, "no")).isEqualTo(200);
        assertThat(answer(ADA, run, question, "yes")).isEqualTo(409);

        ended(run, "FAILED");
    }

    @Test
    void aTestThatHadChangedNothingIsCarriedOutByTheReplicaThatTakesTheRunOver() {
        var target = TargetService.baseUrl();
        var held = new CountDownLatch(1);
        TargetService.answer(
                target, "GET /look", held("{\"token\": \"x\"}", held), new Answer(200, "{\"token\": \"y\"}"));
        var run = run(world.session(APPROVED), world.endpoint(target), lookThenCreate());
        await().until(() -> !TargetService.received(target).isEmpty());

        rows.run(
                "update runs set owner = 'gone', epoch = epoch + 1, lease_until = now() - interval '1 second' where id = $1",
                run);

        await().atMost(Duration.ofSeconds(20)).until(() -> TargetService.things(target) == 1);
        held.countDown();
        ended(run, "PASSED");
        assertThat(TargetService.things(target)).isOne();
    }

    private static Answer held(String json, CountDownLatch until) {
        return new Answer(200, "application/json", json.getBytes(StandardCharsets.UTF_8), until);
    }

    private static UUID run(UUID session, UUID endpoint, String test) {
        var answer = Api.as(ADA)
                .body(Map.of("tests", List.of(Map.of("endpoint_id", endpoint, "test_name", test))))
                .post(Api.BASE + "/sessions/" + session + "/runs");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return UUID.fromString(answer.path("id"));
    }

    private static String of(UUID run, String field) {
        return Api.get("/runs/" + run).getString(field);
    }

    private static String question(UUID session) {
        return Api.get("/sessions/" + session + "/runs/questions").getString("items[0].id");
    }

    private static int answer(String who, UUID run, String question, String answer) {
        return Api.as(who)
                .body(Map.of("answer", answer))
                .post(Api.BASE + "/runs/" + run + "/questions/" + question + "/answer")
                .statusCode();
    }

    private static void ended(UUID run, String status) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !"RUNNING".equals(of(run, "status")));
        assertThat(of(run, "status")).as(Api.get("/runs/" + run).prettify()).isEqualTo(status);
    }

    private static String lookThenCreate() {
        return Api.known("""
                liverun: 1
                name: look-take-token-then-create
                steps:
                  - name: look
                    request: {method: GET, url: /look}
                    capture: {token: {jsonpath: $.token, secret: true}}
                  - {name: create, kind: write, request: {method: POST, url: /things, headers: {X-Token: "${token}"}}}
                """);
    }

    private static String askThenCreate() {
        return Api.known("""
                liverun: 1
                name: ask-then-create
                steps:
                  - {name: look, request: {method: GET, url: /look}}
                  - {name: seen, ask: {who: ada, question: "Is ${run.tag} there?", choices: ['yes', 'no'], within: 2m, expect: 'yes'}}
                  - {name: create, kind: write, request: {method: POST, url: /things}}
                """);
    }
}
