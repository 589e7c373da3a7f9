package dev.liverun.api.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConditionalIT {

    @Test
    void anUnchangedThingIsNotSentAgain() {
        var location = Notes.given();
        var tag = Tokens.as(Roles.VIEWER).get(location).header("ETag");
        assertThat(tag).isEqualTo("\"0\"");
        var again = Tokens.as(Roles.VIEWER).header("If-None-Match", tag).get(location);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.asString()).isEmpty();
    }

    @Test
    void aChangeWithTheRightTagIsMadeAndTheTagMovesOn() {
        var location = Notes.given();
        var changed = Notes.rename(location, "\"0\"", Notes.uniqueTitle());
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        Tokens.as(Roles.VIEWER)
                .header("If-None-Match", "\"0\"")
                .get(location)
                .then()
                .statusCode(200);
    }

    @Test
    void aChangeWithoutATagIs428() {
        Notes.rename(Notes.given(), null, Notes.uniqueTitle()).then().statusCode(428);
    }

    @Test
    void aChangeWithAStaleTagIs412AndTellsTheVersion() {
        var location = Notes.given();
        Notes.rename(location, "\"0\"", Notes.uniqueTitle()).then().statusCode(200);
        var refused = Notes.rename(location, "\"0\"", Notes.uniqueTitle());
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.jsonPath().getLong("current_version")).isEqualTo(1);
    }

    @Test
    void ofManyChangesAtOnceOneIsMadeAndTheOthersAreStale() throws Exception {
        var location = Notes.given();
        var ready = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(6);
        try {
            var answers = IntStream.range(0, 6)
                    .<Future<Integer>>mapToObj(i -> threads.submit(() -> {
                        ready.await();
                        return Notes.rename(location, "\"0\"", Notes.uniqueTitle())
                                .statusCode();
                    }))
                    .toList();
            ready.countDown();
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        } finally {
            threads.shutdownNow();
        }
    }
}
