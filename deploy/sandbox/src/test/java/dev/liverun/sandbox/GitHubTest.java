package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.BOT;
import static dev.liverun.sandbox.TestSandbox.CONTROL;
import static dev.liverun.sandbox.TestSandbox.HUMAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubTest {
    private static final String REPO = "/github/repos/liverun/demo";
    private static final String ISSUES = REPO + "/issues";
    private TestSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = TestSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonObject open(String title) {
        var answer = sandbox.post(ISSUES, new JsonObject().put("title", title), BOT);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json();
    }

    private List<String> titles(String query) {
        return sandbox.get(ISSUES + query, BOT).array().stream()
                .map(issue -> ((JsonObject) issue).getString("title"))
                .toList();
    }

    @Test
    void the_token_decides_who_acts() {
        assertThat(sandbox.get("/github/user", BOT).json().getString("login")).isEqualTo("liverun-bot");
        assertThat(sandbox.get("/github/user", HUMAN).json().getString("login")).isEqualTo("maintainer");
        assertThat(sandbox.get("/github/user").json().getString("message")).isEqualTo("Requires authentication");
        assertThat(sandbox.get("/github/user", "Authorization: token wrong")
                        .json()
                        .getString("message"))
                .isEqualTo("Bad credentials");
    }

    @Test
    void a_transferred_issue_is_elsewhere_and_its_old_place_says_where() {
        open("Moves");
        sandbox.send("PUT", "/_control/github/repos/liverun/other", "{}", CONTROL);

        var moved = sandbox.send(
                "POST",
                "/_control/github/repos/liverun/demo/issues/1/transfer",
                "{\"to\": \"liverun/other\"}",
                CONTROL);

        assertThat(moved.status()).isEqualTo(201);
        var old = sandbox.get(ISSUES + "/1", BOT);
        assertThat(old.status()).isEqualTo(301);
        assertThat(old.header("Location")).isEqualTo(sandbox.server.url() + "/github/repos/liverun/other/issues/1");
        assertThat(sandbox.get("/github/repos/liverun/other/issues/1", BOT)
                        .json()
                        .getString("title"))
                .isEqualTo("Moves");
        assertThat(titles("?state=all")).isEmpty();
    }

    @Test
    void issues_are_listed_newest_first_in_pages_with_links() {
        for (int i = 1; i <= 5; i++) {
            open("Issue " + i);
        }

        var first = sandbox.get(ISSUES + "?per_page=2&state=all", BOT);
        var last = sandbox.get(ISSUES + "?per_page=2&state=all&page=3", BOT);

        assertThat(titles("?per_page=2")).containsExactly("Issue 5", "Issue 4");
        String url = sandbox.server.url() + ISSUES + "?per_page=2&state=all&page=";
        assertThat(first.header("Link")).isEqualTo("<" + url + "2>; rel=\"next\", <" + url + "3>; rel=\"last\"");
        assertThat(last.header("Link")).isEqualTo("<" + url + "2>; rel=\"prev\", <" + url + "1>; rel=\"first\"");
        assertThat(last.array()).hasSize(1);
        assertThat(titles("?per_page=100&page=2")).isEmpty();
    }

    @Test
    void a_list_can_be_narrowed_by_time_state_and_labels() {
        open("old");
        sandbox.clock.advance(Duration.ofMinutes(10));
        sandbox.post(
                ISSUES,
                new JsonObject()
                        .put("title", "labelled")
                        .put("labels", new JsonArray().add("bug").add("new one")),
                BOT);
        int closed = open("closed").getInteger("number");
        sandbox.patch(ISSUES + "/" + closed, new JsonObject().put("state", "closed"), HUMAN);

        assertThat(titles("")).containsExactly("labelled", "old");
        assertThat(titles("?state=closed")).containsExactly("closed");
        assertThat(titles("?state=all&since=2026-05-04T12:10:00Z")).containsExactly("closed", "labelled");
        assertThat(titles("?labels=Bug,new%20one")).containsExactly("labelled");
        assertThat(titles("?sort=updated&direction=asc")).containsExactly("old", "labelled");
        assertThat(titles("?creator=maintainer")).isEmpty();
        assertThat(sandbox.get(REPO + "/labels/new%20one", BOT).json().getString("color"))
                .isEqualTo("ededed");
    }

    @Test
    void closing_and_reopening_keeps_who_when_and_why() {
        String path = ISSUES + "/" + open("Pay twice").getInteger("number");

        JsonObject closed = sandbox.patch(
                        path, new JsonObject().put("state", "closed").put("state_reason", "not_planned"), HUMAN)
                .json();
        JsonObject reopened = sandbox.patch(path, new JsonObject().put("state", "open"), HUMAN)
                .json();

        assertThat(closed.getString("state_reason")).isEqualTo("not_planned");
        assertThat(closed.getString("closed_at")).isEqualTo("2026-05-04T12:00:00Z");
        assertThat(closed.getJsonObject("closed_by").getString("login")).isEqualTo("maintainer");
        assertThat(reopened.getString("state_reason")).isEqualTo("reopened");
        assertThat(reopened.getValue("closed_at")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                    | 400 | Problems parsing JSON",
                "[]                                                   | 400 | Body should be a JSON object",
                "{}                                                   | 422 | Validation Failed",
                "{'title': ''}                                        | 422 | Validation Failed",
                "{'title': 5}                                         | 422 | Validation Failed",
                "{'title': 'x', 'body': {}}                           | 422 | Validation Failed",
                "{'title': 'x', 'labels': 'bug'}                      | 422 | Validation Failed",
                "{'title': 'x', 'assignees': ['nobody']}              | 422 | Validation Failed"
            })
    void a_wrong_issue_is_refused_in_githubs_words(String body, int status, String message) {
        var answer = sandbox.send("POST", ISSUES, body.replace('\'', '"'), BOT);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getString("message")).isEqualTo(message);
        assertThat(titles("")).isEmpty();
    }

    @Test
    void a_body_ends_at_65536_characters() {
        var request = new JsonObject().put("title", "long").put("body", "x".repeat(65_536));
        assertThat(sandbox.post(ISSUES, request, BOT).status()).isEqualTo(201);

        var answer = sandbox.post(ISSUES, request.put("body", "x".repeat(65_537)), BOT);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("message"))
                .isEqualTo("body is too long (maximum is 65536 characters)");
    }

    @Test
    void json_is_json_whatever_its_content_type_says() {
        String body = new JsonObject()
                .put("title", "100%")
                .put("body", "&=%zz".repeat(4000))
                .encode();

        var answer = sandbox.send("POST", ISSUES, body, BOT, "Content-Type: application/x-www-form-urlencoded");

        assertThat(answer.json().getString("title")).isEqualTo("100%");
    }

    @Test
    void what_is_not_there_is_not_found_and_disabled_issues_are_gone() {
        assertThat(sandbox.get("/github/repos/liverun/other", BOT).json().getString("message"))
                .isEqualTo("Not Found");
        assertThat(sandbox.get(ISSUES + "/1", BOT).status()).isEqualTo(404);
        assertThat(sandbox.get(ISSUES + "/one", BOT).status()).isEqualTo(404);
        assertThat(sandbox.get("/github/nothing/here", BOT).json().getString("message"))
                .isEqualTo("Not Found");

        sandbox.send("PUT", "/_control/github/repos/liverun/other", "{\"has_issues\": false}", CONTROL);
        assertThat(sandbox.get("/github/repos/liverun/other/issues", BOT).status())
                .isEqualTo(410);
    }

    @Test
    void an_unchanged_answer_is_not_sent_again() {
        open("once");
        String etag = sandbox.get(ISSUES, BOT).header("ETag");

        assertThat(sandbox.get(ISSUES, BOT, "If-None-Match: " + etag).status()).isEqualTo(304);
        open("twice");
        assertThat(sandbox.get(ISSUES, BOT, "If-None-Match: " + etag).status()).isEqualTo(200);
    }

    @Test
    void an_accepted_issue_exists_though_the_connection_was_dropped() {
        sandbox.setFault("github", "{\"accept_then_drop\": true, \"method\": \"POST\", \"times\": 1}");

        assertThatThrownBy(() -> sandbox.exchange("POST", ISSUES, "{\"title\": \"ambiguous\"}", BOT))
                .isInstanceOf(IOException.class);

        assertThat(titles("")).containsExactly("ambiguous");
    }

    @Test
    void a_new_issue_is_not_listed_before_the_lag_but_can_be_read() {
        sandbox.setFault("github", "{\"listing_lag_ms\": 5000}");
        int number = open("lagging").getInteger("number");

        assertThat(titles("")).isEmpty();
        assertThat(sandbox.get(ISSUES + "/" + number, BOT).status()).isEqualTo(200);
        sandbox.clock.advance(Duration.ofSeconds(5));
        assertThat(titles("")).containsExactly("lagging");
    }

    @Test
    void an_issue_can_appear_after_its_client_was_cut_off() throws Exception {
        sandbox.setFault("github", "{\"late_create_ms\": 800, \"accept_then_drop\": true, \"times\": 1}");
        long asked = System.nanoTime();

        assertThatThrownBy(() -> sandbox.exchange("POST", ISSUES, "{\"title\": \"late\"}", BOT))
                .isInstanceOf(IOException.class);

        var before = titles("");
        // On a machine that stood still meanwhile it may be there already.
        if (System.nanoTime() - asked < Duration.ofMillis(800).toNanos()) {
            assertThat(before).isEmpty();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(titles("")).containsExactly("late"));
    }

    @Test
    void a_pull_request_is_listed_among_the_issues() {
        sandbox.send("POST", "/_control/github/repos/liverun/demo/pulls", "{\"title\": \"Fix it\"}", CONTROL);

        JsonObject listed = sandbox.get(ISSUES, BOT).array().getJsonObject(0);

        assertThat(listed.getJsonObject("pull_request").getString("html_url")).endsWith("/liverun/demo/pull/1");
    }

    @Test
    void the_hourly_limit_is_counted_and_shown() {
        var answer = sandbox.get("/github/user", BOT);
        assertThat(answer.header("x-ratelimit-limit")).isEqualTo("5000");
        assertThat(answer.header("x-ratelimit-remaining")).isEqualTo("4999");

        JsonObject core = sandbox.get("/github/rate_limit", BOT)
                .json()
                .getJsonObject("resources")
                .getJsonObject("core");

        assertThat(core.getInteger("remaining")).isEqualTo(4999);
        assertThat(core.getLong("reset"))
                .isEqualTo(sandbox.clock.instant().plusSeconds(3600).getEpochSecond());
    }

    @Test
    void more_than_eighty_creations_a_minute_hit_the_secondary_limit() {
        for (int i = 0; i < 80; i++) {
            open("Issue " + i);
        }

        var refused = sandbox.post(ISSUES, new JsonObject().put("title", "one more"), BOT);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("message")).startsWith("You have exceeded a secondary rate limit");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        sandbox.clock.advance(Duration.ofSeconds(60));
        open("one more");
    }

    @Test
    void a_primary_limit_can_be_played_too() {
        sandbox.setFault("github", "{\"rate_limited\": {\"retry_after\": 60, \"primary\": true}}");

        var refused = sandbox.get("/github/user", BOT);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("x-ratelimit-remaining")).isEqualTo("0");
        assertThat(refused.header("x-ratelimit-reset"))
                .isEqualTo(String.valueOf(sandbox.clock.instant().getEpochSecond() + 60));
    }

    @Test
    void a_person_can_look_at_an_issue_and_nothing_in_it_is_taken_for_html() {
        int number = sandbox.post(
                        ISSUES,
                        new JsonObject().put("title", "<b>bold</b>").put("body", "<script>alert(1)</script>"),
                        BOT)
                .json()
                .getInteger("number");

        var page = sandbox.get("/github/liverun/demo/issues/" + number);

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("&lt;b&gt;bold&lt;/b&gt;").doesNotContain("<script>");
    }
}
