package dev.liverun.api.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.idempotency.Forgetting;
import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyIT {

    @Inject
    Pool pool;

    @Test
    void askingTwiceCreatesOnceAndAnswersTheSame() {
        var key = key();
        var body = Notes.body(Notes.uniqueTitle());
        var first = Notes.createWithKey("ada", key, body);
        var second = Notes.createWithKey("ada", key, body);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isEqualTo("\"0\"");
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void theSameRequestWrittenDifferentlyIsTheSame() {
        var key = key();
        var title = Notes.uniqueTitle();
        Notes.createWithKey("ada", key, "{\"title\": \"" + title + "\", \"amount\": 1.5}")
                .then()
                .statusCode(201);
        var again = Notes.createWithKey("ada", key, "{ \"amount\":1.5,\n\"title\":\"" + title + "\" }");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void theSameKeyForSomethingElseIsRefused() {
        var key = key();
        Notes.createWithKey("ada", key, Notes.body(Notes.uniqueTitle())).then().statusCode(201);
        var other = Notes.createWithKey("ada", key, Notes.body(Notes.uniqueTitle()));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("type")).endsWith("/idempotency-key-reused");
    }

    @Test
    void aKeyBelongsToItsCaller() {
        var key = key();
        Notes.createWithKey("ada", key, Notes.body(Notes.uniqueTitle())).then().statusCode(201);
        var other = Notes.createWithKey("bob", key, Notes.body(Notes.uniqueTitle()));
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void aFailureLeavesTheKeyFree() {
        var key = key();
        var taken = Notes.uniqueTitle();
        Notes.create(taken).then().statusCode(201);
        Notes.createWithKey("ada", key, Notes.body(taken)).then().statusCode(409);
        Notes.createWithKey("ada", key, Notes.body(Notes.uniqueTitle())).then().statusCode(201);
    }

    @Test
    void anUnusableKeyIsRefused() {
        var refused = Notes.createWithKey("ada", "x".repeat(256), Notes.body(Notes.uniqueTitle()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("violations[0].field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void anExpiredKeyCanBeUsedAgain() {
        var key = key();
        Notes.createWithKey("ada", key, Notes.body(Notes.uniqueTitle())).then().statusCode(201);
        pool.preparedQuery("update idempotency_keys set expires_at = now() - interval '1 second' where key = $1")
                .executeAndAwait(Tuple.of(key));
        var later = Notes.createWithKey("ada", key, Notes.body(Notes.uniqueTitle()));
        assertThat(later.statusCode()).as(later.asString()).isEqualTo(201);
        assertThat(later.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void manyAtOnceCreateOnceAndAllGetTheSameAnswer() throws Exception {
        var key = key();
        var title = Notes.uniqueTitle();
        var ready = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var pending = IntStream.range(0, 8)
                    .<Future<Response>>mapToObj(i -> threads.submit(() -> {
                        ready.await();
                        return Notes.createWithKey("ada", key, Notes.body(title));
                    }))
                    .toList();
            ready.countDown();
            var answers = new ArrayList<String>();
            for (var answer : pending) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
                answers.add(answer.get().asString());
            }
            assertThat(answers.stream().distinct()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aCreationOnAPlainConnectionIsRepeatableToo() {
        var key = key();
        var body = Notes.body(Notes.uniqueTitle());
        var first = fast(key, body);
        var second = fast(key, body);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(fast(key, Notes.body(Notes.uniqueTitle())).statusCode()).isEqualTo(422);
    }

    @Test
    void expiredKeysAreForgottenAndOthersKept() {
        var expired = key();
        var kept = key();
        Notes.createWithKey("ada", expired, Notes.body(Notes.uniqueTitle()))
                .then()
                .statusCode(201);
        Notes.createWithKey("ada", kept, Notes.body(Notes.uniqueTitle())).then().statusCode(201);
        pool.preparedQuery("update idempotency_keys set expires_at = now() - interval '1 second' where key = $1")
                .executeAndAwait(Tuple.of(expired));
        Forgetting.now().await().atMost(Duration.ofSeconds(10));
        var left = pool.preparedQuery("select key from idempotency_keys where key in ($1, $2)")
                .executeAndAwait(Tuple.of(expired, kept));
        assertThat(left.iterator().next().getString(0)).isEqualTo(kept);
        assertThat(left.size()).isEqualTo(1);
    }

    @Test
    void ofManyThatHaveExpiredNoneIsKept() {
        pool.query("insert into idempotency_keys (caller, route, key, request_hash, expires_at)"
                        + " select 'crowd', 'POST /notes', 'crowd-' || n, decode('00', 'hex'), now() - interval '1 second'"
                        + " from generate_series(1, 12000) n")
                .executeAndAwait();
        Forgetting.now().await().atMost(Duration.ofSeconds(30));
        var left = pool.query("select count(*) from idempotency_keys where caller = 'crowd'")
                .executeAndAwait();
        assertThat(left.iterator().next().getLong(0)).isZero();
    }

    private static Response fast(String key, String body) {
        return Tokens.as(Roles.TESTER, "ada")
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(Notes.PATH + "/fast");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
