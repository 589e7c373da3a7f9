package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrencyIT {

    @Inject
    Rows rows;

    @RepeatedTest(5)
    void ofTwoSessionsThatATesterStartsAtOnceExactlyOneStarts() throws Exception {
        var ada = Api.unique("ada");
        var one = Api.created(ada, "{}");
        var other = Api.created(ada, "{}");

        var answers = atOnce(() -> Api.transition(ada, one, "start"), () -> Api.transition(ada, other, "start"));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.jsonPath().getString("type")).endsWith("/second-active-session"));
        assertThat(List.of(
                        Api.session(one).getString("status"), Api.session(other).getString("status")))
                .containsExactlyInAnyOrder("ACTIVE", "CREATED");
    }

    @RepeatedTest(3)
    void ofTwoThatStartTheSameSessionExactlyOneDoes() throws Exception {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{}");

        var answers = atOnce(() -> Api.transition(ada, id, "start"), () -> Api.transition(ada, id, "start"));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
        assertThat(Api.session(id).getInt("version")).isEqualTo(2);
    }

    @Test
    void positionsOfConcurrentNotesAreWithoutGapOrRepetition() throws Exception {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{}");
        var note = (Callable<Response>)
                () -> Api.as(ada).body("{\"text\": \"x\"}").post(Api.SESSIONS + "/" + id + "/timeline");

        var answers = atOnce(note, note, note, note, note, note, note, note);

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(Api.get("/sessions/" + id + "/timeline").getList("items.position"))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aRefusedStartLeavesNothingBehind() {
        var ada = Api.unique("ada");
        Api.started(ada, "{}");
        var second = Api.created(ada, "{}");
        var before = written(second);

        assertThat(Api.transition(ada, second, "start").statusCode()).isEqualTo(409);

        assertThat(written(second)).isEqualTo(before);
        assertThat(Api.session(second).getInt("version")).isEqualTo(1);
    }

    private long written(UUID id) {
        return rows.count("select count(*) from timeline_entries where session_id = $1", id)
                + rows.count("select count(*) from audit_log where target_id = $1", id.toString());
    }

    @SafeVarargs
    private static List<Response> atOnce(Callable<Response>... requests) throws Exception {
        var pool = Executors.newFixedThreadPool(requests.length);
        try {
            var barrier = new CyclicBarrier(requests.length);
            var pending = new ArrayList<java.util.concurrent.Future<Response>>();
            for (var request : requests) {
                pending.add(pool.submit(() -> {
                    barrier.await();
                    return request.call();
                }));
            }
            var answers = new ArrayList<Response>();
            for (var answer : pending) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
