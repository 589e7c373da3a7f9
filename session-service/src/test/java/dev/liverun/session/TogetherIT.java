package dev.liverun.session;

import static dev.liverun.session.support.Api.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.correlation.Correlation;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Published;
import dev.liverun.session.support.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked for at the same time shares a transaction, and nobody notices. */
@QuarkusTest
class TogetherIT {

    /** As many as are under way at once; so long as these wait, all others gather. */
    private static final int AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Rows rows;

    @Inject
    Published published;

    @Inject
    MeterRegistry meters;

    private final ExecutorService people = Executors.newCachedThreadPool();
    private final String ada = Api.unique("ada");

    @AfterEach
    void everybodyLeaves() {
        people.shutdownNow();
    }

    @Test
    void sessionsThatAreCreatedTogetherShareATransactionAndSayWhoAskedForEach() {
        var answers = together(List.of(creation("ada", "a"), creation("bob", "b"), creation("eve", "c")));

        var ids = answers.stream().map(TogetherIT::id).toList();
        assertThat(transactions("session.created", ids)).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            var id = ids.get(i);
            assertThat(rows.text("from timeline_entries entry where session_id = $1", id))
                    .contains("session.created", List.of("ada", "bob", "eve").get(i));
            assertThat(causes(id)).containsExactly(List.of("a", "b", "c").get(i));
        }
    }

    @Test
    void aNameInUseIsToldToWhoGaveItAndStopsNobodyElse() {
        var name = Api.unique("taken");
        Api.ok(Api.as(ada).body("{\"name\": \"" + name + "\"}").post(SESSIONS));

        var answers = together(List.of(
                creation("ada", "a"),
                () -> Api.as(ada).body("{\"name\": \"" + name + "\"}").post(SESSIONS),
                creation("bob", "b")));

        assertThat(answers).extracting(Response::statusCode).containsExactly(201, 409, 201);
        assertThat(answers.get(1).jsonPath().getString("type")).endsWith("/name-in-use");
        var others = List.of(id(answers.get(0)), id(answers.get(2)));
        assertThat(rows.count(
                        "select count(*) from test_sessions where id = any($1)", (Object) others.toArray(UUID[]::new)))
                .isEqualTo(2);
        assertThat(entries(others)).isEqualTo(2);
    }

    @Test
    void sessionsThatAreStartedTogetherShareATransactionAndSayWhoAskedForEach() {
        var bob = Api.unique("bob");
        var adas = Api.created(ada, "{}");
        var bobs = Api.created(bob, "{}");

        var answers = together(List.of(start(ada, adas, "a"), start(bob, bobs, "b")));

        assertThat(answers).extracting(answer -> answer.<String>path("status")).containsExactly("ACTIVE", "ACTIVE");
        assertThat(answers)
                .extracting(answer -> answer.<Integer>path("version"))
                .containsExactly(2, 2);
        assertThat(transactions("session.started", List.of(adas, bobs))).isEqualTo(1);
        assertThat(causes(adas)).endsWith("a");
        assertThat(causes(bobs)).endsWith("b");
        assertThat(rows.count(
                        "select count(*) from session_activity where ended_at is null and session_id = any($1)",
                        (Object) new UUID[] {adas, bobs}))
                .isEqualTo(2);
    }

    @Test
    void whatOneMayNotDoIsToldToThemAndStopsNobodyElse() {
        var bob = Api.unique("bob");
        var adas = Api.created(ada, "{}");
        var bobs = Api.created(bob, "{}");
        var started = Api.started(Api.unique("eve"), "{}");

        var answers = together(List.of(
                start(ada, bobs, "foreign"),
                start(bob, bobs, "own"),
                () -> Api.transition(Api.unique("nobody"), UUID.randomUUID(), "start"),
                () -> Api.as(ada).header("If-Match", "\"7\"").post(SESSIONS + "/" + adas + "/start"),
                () -> Api.transition("operator", started, "resume"),
                start(ada, adas, "own")));

        assertThat(answers).extracting(Response::statusCode).containsExactly(403, 200, 404, 412, 403, 200);
        assertThat(transactions("session.started", List.of(adas, bobs))).isEqualTo(1);
        assertThat(entries(List.of(adas, bobs))).isEqualTo(4);
    }

    @Test
    void aSecondActiveSessionOfATesterStopsNobodyElse() {
        var bob = Api.unique("bob");
        Api.started(ada, "{}");
        var second = Api.created(ada, "{}");
        var bobs = Api.created(bob, "{}");

        var answers = together(List.of(start(ada, second, "second"), start(bob, bobs, "own")));

        assertThat(answers).extracting(Response::statusCode).containsExactly(409, 200);
        assertThat(Api.session(second).getString("status")).isEqualTo("CREATED");
        assertThat(Api.session(bobs).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void stepsOfOneSessionFollowEachOther() {
        var id = Api.created(ada, "{}");

        var answers = together(
                List.of(start(ada, id, "first"), () -> Api.transition(ada, id, "pause"), start(ada, id, "second")));

        assertThat(answers).extracting(Response::statusCode).containsExactly(200, 200, 409);
        assertThat(published.about(id, 3)).extracting(Event::sequence).containsExactly(1L, 2L, 3L);
        assertThat(Api.session(id).getString("status")).isEqualTo("PAUSED");
    }

    @Test
    void sessionsThatSomebodyHoldsKeepNobodyElseWaiting() {
        var held = IntStream.rangeClosed(1, AT_ONCE + 1)
                .mapToObj(i -> Api.created(Api.unique("held"), "{}"))
                .toArray(UUID[]::new);
        var bob = Api.unique("bob");
        var bobs = Api.created(bob, "{}");
        var waiting = new ArrayList<CompletableFuture<Response>>();

        try (var holding = rows.hold("select id from test_sessions where id = any($1) for update", (Object) held)) {
            for (var id : held) {
                waiting.add(CompletableFuture.supplyAsync(
                        () -> Tokens.as(Roles.OPERATOR)
                                .contentType("application/json")
                                .post(SESSIONS + "/" + id + "/start"),
                        people));
            }
            rows.awaitBlocked("from test_sessions", AT_ONCE);

            Api.ok(Api.transition(bob, bobs, "start"));

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
        assertThat(waiting).allSatisfy(answer -> Api.ok(answer.join()));
    }

    /** Keeps as much under way as may be, lets these come meanwhile, in this order, and then lets all go. */
    private List<Response> together(List<Supplier<Response>> asked) {
        var before = new ArrayList<CompletableFuture<Response>>();
        var answers = new ArrayList<CompletableFuture<Response>>();
        try (var held = rows.hold("lock table test_sessions in exclusive mode")) {
            // One after the other: two at once could go together already.
            for (int i = 1; i <= AT_ONCE; i++) {
                before.add(CompletableFuture.supplyAsync(creation(Api.unique("first"), "before"), people));
                rows.awaitBlocked("insert into test_sessions", i);
                before.add(CompletableFuture.supplyAsync(
                        () -> Api.transition("nobody", UUID.randomUUID(), "start"), people));
                rows.awaitBlocked("where id = any($1) for no key update skip locked", i);
            }
            for (var one : asked) {
                answers.add(CompletableFuture.supplyAsync(one, people));
                await().atMost(PATIENCE).until(() -> waiting() == answers.size());
            }
        }
        before.forEach(CompletableFuture::join);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private int waiting() {
        return Stream.of("creations", "transitions")
                .mapToInt(of -> (int) meters.get("liverun.batch.waiting")
                        .tag("of", of)
                        .gauge()
                        .value())
                .sum();
    }

    private static Supplier<Response> creation(String tester, String cause) {
        return () -> Api.as(tester)
                .header(Correlation.HEADER, cause)
                .body("{\"name\": \"" + Api.unique("together") + "\"}")
                .post(SESSIONS);
    }

    private static Supplier<Response> start(String tester, UUID id, String cause) {
        return () -> Api.as(tester).header(Correlation.HEADER, cause).post(SESSIONS + "/" + id + "/start");
    }

    private static UUID id(Response created) {
        return UUID.fromString(Api.ok(created).path("id"));
    }

    private long transactions(String step, List<UUID> sessions) {
        return rows.count(
                "select count(distinct tx::text) from timeline_entries where type = $1 and session_id = any($2)",
                step,
                sessions.toArray(UUID[]::new));
    }

    private long entries(List<UUID> sessions) {
        return rows.count("select count(*) from timeline_entries where session_id = any($1)", (Object)
                sessions.toArray(UUID[]::new));
    }

    /** Of what was published of the session, which is what the audit log says too. */
    private List<String> causes(UUID session) {
        int entries = (int) entries(List.of(session));
        var causes = published.about(session, entries).stream()
                .map(Event::correlationId)
                .toList();
        assertThat(rows.value(
                        "select string_agg(correlation_id, ' ' order by id) from audit_log where target_id = $1",
                        session.toString()))
                .isEqualTo(String.join(" ", causes));
        return causes;
    }
}
