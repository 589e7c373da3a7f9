package dev.liverun.feedback.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What people do on GitHub, and what goes wrong there. */
@ApplicationScoped
public class GitHubSide {

    private final String sandbox;

    GitHubSide(@ConfigProperty(name = "liverun.testing.sandbox") String sandbox) {
        this.sandbox = sandbox;
    }

    /** A repository of a test's own, {@code owner/name}. */
    public String repository(boolean isPrivate) {
        return repository(Api.unique("liverun/repo"), isPrivate);
    }

    public String repository(String name, boolean isPrivate) {
        done(with(FeedbackInfra.CONTROL_TOKEN)
                .body(Map.of("private", isPrivate))
                .put(sandbox + "/_control/github/repos/" + name));
        return name;
    }

    /** Has it tell our service of changes. */
    public void webhook(String repository) {
        var url = "http://127.0.0.1:" + RestAssured.port + "/api/v1/github/webhooks";
        done(with(FeedbackInfra.HUMAN_TOKEN)
                .body(Map.of(
                        "events",
                        List.of("issues", "issue_comment"),
                        "config",
                        Map.of("url", url, "content_type", "json", "secret", FeedbackInfra.WEBHOOK_SECRET)))
                .post(api(repository) + "/hooks"));
    }

    public List<Map<String, Object>> issues(String repository) {
        return issues(repository, 1);
    }

    public List<Map<String, Object>> issues(String repository, int page) {
        return done(with(FeedbackInfra.HUMAN_TOKEN)
                        .get(api(repository) + "/issues?state=all&per_page=100&page=" + page))
                .jsonPath()
                .getList("");
    }

    public JsonPath issue(String repository, int number) {
        return done(with(FeedbackInfra.HUMAN_TOKEN).get(api(repository) + "/issues/" + number))
                .jsonPath();
    }

    /** A person opens an issue. */
    public int opens(String repository, String title, String body) {
        return create(FeedbackInfra.HUMAN_TOKEN, repository, title, body);
    }

    /** Our own token opens an issue, as a process that was killed right after may have. */
    public int weOpened(String repository, String title, String body) {
        return create(FeedbackInfra.BOT_TOKEN, repository, title, body);
    }

    private int create(String token, String repository, String title, String body) {
        return done(with(token).body(Map.of("title", title, "body", body)).post(api(repository) + "/issues"))
                .path("number");
    }

    /** A person changes an issue. */
    public void changes(String repository, int number, Map<String, ?> change) {
        done(with(FeedbackInfra.HUMAN_TOKEN).body(change).patch(api(repository) + "/issues/" + number));
    }

    /** A person moves an issue to another repository. */
    public void transfers(String repository, int number, String to) {
        done(with(FeedbackInfra.CONTROL_TOKEN)
                .body(Map.of("to", to))
                .post(sandbox + "/_control/github/repos/" + repository + "/issues/" + number + "/transfer"));
    }

    public List<Map<String, Object>> comments(String repository, int number) {
        return done(with(FeedbackInfra.HUMAN_TOKEN)
                        .get(api(repository) + "/issues/" + number + "/comments?per_page=100"))
                .jsonPath()
                .getList("");
    }

    /** A person says something. */
    public long says(String repository, int number, String body) {
        return done(with(FeedbackInfra.HUMAN_TOKEN)
                        .body(Map.of("body", body))
                        .post(api(repository) + "/issues/" + number + "/comments"))
                .jsonPath()
                .getLong("id");
    }

    public void edits(String repository, long comment, String body) {
        done(with(FeedbackInfra.HUMAN_TOKEN)
                .body(Map.of("body", body))
                .patch(api(repository) + "/issues/comments/" + comment));
    }

    public void takesBack(String repository, long comment) {
        done(with(FeedbackInfra.HUMAN_TOKEN).delete(api(repository) + "/issues/comments/" + comment));
    }

    /** What goes wrong with the requests to one repository. {@code what} as the sandbox's control API takes it. */
    public void fault(String repository, Map<String, ?> what) {
        var fault = new java.util.HashMap<String, Object>(what);
        fault.put("path", "/repos/" + repository + fault.getOrDefault("path", ""));
        done(with(FeedbackInfra.CONTROL_TOKEN).body(fault).put(sandbox + "/_control/github/fault"));
    }

    public void noWebhooks() {
        done(with(FeedbackInfra.CONTROL_TOKEN)
                .body(Map.of("webhooks", "drop"))
                .put(sandbox + "/_control/github/fault"));
    }

    public void allIsWell() {
        done(with(FeedbackInfra.CONTROL_TOKEN).delete(sandbox + "/_control/github/fault"));
    }

    /** The requests that arrived there, the latest last. */
    public List<Map<String, Object>> requests(String method, String path) {
        List<Map<String, Object>> all = done(with(FeedbackInfra.CONTROL_TOKEN)
                        .get(sandbox + "/_control/github/requests?limit=500"))
                .jsonPath()
                .getList("requests");
        return all.stream()
                .filter(request -> request.get("method").equals(method))
                .filter(request -> request.get("path").equals("/repos/" + path))
                .sorted(Comparator.comparing(request -> request.get("at").toString()))
                .toList();
    }

    private String api(String repository) {
        return sandbox + "/github/repos/" + repository;
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private static Response done(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
        return answer;
    }
}
