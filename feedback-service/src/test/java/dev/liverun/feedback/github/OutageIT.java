package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.OffsetClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * GitHub is away for an hour, while reports are filed. {@code -Dliverun.faults.outage=500
 * -Dliverun.faults.between-writes=1s} makes it as hard as it was meant.
 */
@QuarkusTest
class OutageIT extends GitHubTests {

    private static final int REPORTS = Integer.getInteger("liverun.faults.outage", 100);
    private static final int CRITICAL = 20;

    @Inject
    GitHubConfig config;

    @Test
    void allArriveOnceWithinTheLimitsAndTheMostUrgentFirst() {
        gitHub.fault(repository, Map.of("reset", true));
        var ids = new HashSet<String>();
        for (int i = 0; i < REPORTS; i++) {
            // The urgent ones last.
            var priority = i < REPORTS - CRITICAL ? "MEDIUM" : "CRITICAL";
            ids.add(Api.filed(session, Map.of("title", "outage " + i, "priority", priority))
                    .toString());
        }
        for (int minute = 0; minute < 60; minute++) {
            OffsetClock.advance(Duration.ofMinutes(1));
            turn();
        }
        // An open circuit leaves GitHub alone: every ten minutes somebody looks.
        assertThat(gitHub.requests("GET", repository)).hasSizeBetween(6, 30);
        assertThat(linked(ids)).isZero();

        gitHub.allIsWell();
        var started = Instant.now();
        long linked = 0;
        while (linked < REPORTS) {
            assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofMinutes(3));
            OffsetClock.advance(Duration.ofSeconds(1));
            turn();
            long now = linked(ids);
            if (now == linked) {
                OffsetClock.advance(Duration.ofSeconds(20));
            }
            linked = now;
        }

        var issues = allIssues();
        assertThat(issues).hasSize(REPORTS);
        assertThat(issues.stream()
                        .filter(issue -> (int) issue.get("number") <= CRITICAL)
                        .map(issue -> issue.get("labels").toString()))
                .allSatisfy(labels -> assertThat(labels).contains("priority:critical"));
        var created = issues.stream()
                .map(issue -> Instant.parse(issue.get("created_at").toString()))
                .sorted()
                .toList();
        for (int next = 1; next < created.size(); next++) {
            assertThat(Duration.between(created.get(next - 1), created.get(next))
                            .toSeconds())
                    .isGreaterThanOrEqualTo(config.betweenWrites().toSeconds());
        }
        assertThat(busiest(created, Duration.ofMinutes(1))).isLessThanOrEqualTo(config.writesPerMinute() + 1);
        assertThat(busiest(created, Duration.ofHours(1))).isLessThanOrEqualTo(config.writesPerHour() + 1);
    }

    @Test
    void anHoursWritesAreTheMostThatAreSentInAnHour() {
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        rows.run(
                "insert into github_writes (at) select $1::timestamptz - n * interval '7 seconds' from"
                        + " generate_series(10, $2) as n",
                now,
                config.writesPerHour() + 8);
        var first = filed();
        awaitState(first, LinkState.LINKED);
        var second = filed();
        for (int i = 0; i < 5; i++) {
            OffsetClock.advance(Duration.ofSeconds(1));
            turn();
        }
        assertThat(link(second).getString("state")).isEqualTo("PENDING");

        OffsetClock.advance(Duration.ofMinutes(10));
        turn();

        awaitState(second, LinkState.LINKED);
    }

    /** Times are told by the second, so that one may count for its neighbour. */
    private static int busiest(List<Instant> times, Duration window) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.size(); to++) {
            while (!times.get(from).isAfter(times.get(to).minus(window))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    private long linked(HashSet<String> ids) {
        return rows.count("select count(*) from github_links where state = 'LINKED' and feedback_id = any($1)", (Object)
                ids.stream().map(UUID::fromString).toArray(UUID[]::new));
    }

    private List<Map<String, Object>> allIssues() {
        var all = new ArrayList<Map<String, Object>>();
        for (int page = 1; page <= REPORTS / 100 + 1; page++) {
            all.addAll(gitHub.issues(repository, page));
        }
        return all;
    }
}
