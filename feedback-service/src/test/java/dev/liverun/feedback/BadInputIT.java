package dev.liverun.feedback;

import dev.liverun.api.testing.BadInput;
import dev.liverun.events.Ids;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.FeedbackInfra;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadInputIT {

    @Inject
    Rows rows;

    @Test
    void whateverIsWrongIsNamedAndNothingIsWritten() {
        var session = rows.session("ada");
        var foreign = rows.session("bob");
        var result = Ids.next();
        rows.run(
                "insert into result_view (id, session_id, endpoint_id, endpoint_name, test_name, status, completed_at)"
                        + " values ($1, $2, $1, 'banano', 'pay', 'FAILED', now())",
                result,
                foreign);
        var open = Api.filed(session, "Open");
        var closed = Api.filed(session, "Closed");
        Api.change(closed, Map.of("status", "CLOSED"));
        var unknown = Ids.next();

        new BadInput(() -> Api.as("ada"))
                .unchanged(this::written)
                .body("POST", "/feedback", """
                        {"session_id": "%s", "title": "a", "description": "b", "category": "UX"}
                        """.formatted(session))
                .usual()
                .with("title", "\"\"")
                .violates("title")
                .with("title", "\" \\n \"")
                .violates("title")
                .with("title", "7")
                .violates("title")
                .with("title", "null")
                .violates("title")
                .with("title", "\"" + "x".repeat(201) + "\"")
                .violates("title")
                .without("title")
                .violates("title")
                .with("title", "\"a\\u0000b\"")
                .is(422)
                .with("description", "\" \"")
                .violates("description")
                .with("description", "[]")
                .violates("description")
                .with("description", "\"" + "x".repeat(20_001) + "\"")
                .violates("description")
                .without("description")
                .violates("description")
                .without("category")
                .violates("category")
                .with("category", "\"BUG\"")
                .violates("category")
                .with("category", "0")
                .violates("category")
                .with("priority", "\"URGENT\"")
                .violates("priority")
                .with("priority", "3")
                .violates("priority")
                .with("status", "\"RESOLVED\"")
                .violates("status")
                .with("resolved_at", "\"2026-01-01T00:00:00Z\"")
                .violates("resolved_at")
                .with("github_issue_number", "-1")
                .violates("github_issue_number")
                .with("reported_by", "\"bob\"")
                .violates("reported_by")
                .with("metadata", "[]")
                .violates("metadata")
                .with("metadata", "\"{}\"")
                .violates("metadata")
                .with("metadata", "{\"a\": \"\\u0000\"}")
                .is(422)
                .with("session_id", "17")
                .violates("session_id")
                .with("session_id", "\"17\"")
                .violates("session_id")
                .without("session_id")
                .violates("session_id")
                .with("session_id", "\"" + unknown + "\"")
                .is(422, "unknown-reference", "session_id")
                .with("session_id", "\"" + foreign + "\"")
                .is(403, "forbidden")
                .with("session_id", "\"" + FeedbackInfra.TROUBLED + "\"")
                .is(503, "dependency-unavailable")
                .with("result_id", "\"" + unknown + "\"")
                .is(422, "unknown-reference", "result_id")
                .with("result_id", "\"" + result + "\"")
                .violates("result_id")
                .with("endpoint_id", "\"banano\"")
                .violates("endpoint_id")
                .body("POST", "/feedback", """
                        {"session_id": "%s", "title": "a", "description": "b", "category": "UX"}
                        """.formatted(session))
                .header("Idempotency-Key", "a b")
                .with("title", "\"a\"")
                .violates("Idempotency-Key")
                .body("PATCH", "/feedback/" + open, "{\"title\": \"other\"}")
                .header("If-Match", "*")
                .usual()
                .with("title", "\"\"")
                .violates("title")
                .with("title", "\"" + "x".repeat(201) + "\"")
                .violates("title")
                .with("description", "\" \"")
                .violates("description")
                .with("status", "\"DONE\"")
                .violates("status")
                .with("status", "2")
                .violates("status")
                .with("priority", "\"URGENT\"")
                .violates("priority")
                .with("resolved_at", "\"2026-01-01T00:00:00Z\"")
                .violates("resolved_at")
                .with("session_id", "\"" + foreign + "\"")
                .violates("session_id")
                .with("github_issue_number", "0")
                .violates("github_issue_number")
                .with("metadata", "7")
                .violates("metadata")
                .body("PATCH", "/feedback/" + open, "{\"title\": \"other\"}")
                .with("title", "\"other\"")
                .is(428, "precondition-required")
                .body("PATCH", "/feedback/" + open, "{\"title\": \"other\"}")
                .header("If-Match", "1")
                .with("title", "\"other\"")
                .violates("If-Match")
                .body("PATCH", "/feedback/" + open, "{\"title\": \"other\"}")
                .header("If-Match", "\"7\"")
                .with("title", "\"other\"")
                .is(412, "stale-version")
                .body("PATCH", "/feedback/" + closed, "{\"status\": \"RESOLVED\"}")
                .header("If-Match", "*")
                .with("status", "\"RESOLVED\"")
                .is(409, "illegal-transition")
                .body("PATCH", "/feedback/" + unknown, "{\"title\": \"other\"}")
                .header("If-Match", "*")
                .with("title", "\"other\"")
                .is(404, "not-found")
                .body("PATCH", "/feedback/17", "{\"title\": \"other\"}")
                .header("If-Match", "*")
                .with("title", "\"other\"")
                .violates("id")
                .request("GET", "/feedback/17")
                .violates("id")
                .request("GET", "/feedback/" + unknown)
                .is(404, "not-found")
                .request("GET", "/feedback/" + unknown + "/attachments")
                .is(404, "not-found")
                .request("GET", "/feedback/" + open + "/attachments/17")
                .violates("attachment_id")
                .request("GET", "/feedback/" + open + "/attachments/" + unknown)
                .is(404, "not-found")
                .request("GET", "/feedback/" + unknown + "/sync")
                .is(404, "not-found")
                .request("POST", "/feedback/" + unknown + "/sync")
                .is(404, "not-found")
                .request("GET", "/feedback?limit=0")
                .violates("limit")
                .request("GET", "/feedback?limit=-1")
                .violates("limit")
                .request("GET", "/feedback?limit=201")
                .violates("limit")
                .request("GET", "/feedback?limit=x")
                .violates("limit")
                .request("GET", "/feedback?cursor=x")
                .violates("cursor")
                .request("GET", "/feedback?status=DONE")
                .violates("status")
                .request("GET", "/feedback?priority=3")
                .violates("priority")
                .request("GET", "/feedback?category=x")
                .violates("category")
                .request("GET", "/feedback?session_id=17")
                .violates("session_id")
                .request("GET", "/feedback?github_issue_number=0")
                .violates("github_issue_number")
                .request("GET", "/feedback?q=" + "x".repeat(201))
                .violates("q")
                .verify();
    }

    @Test
    void whateverIsWrongInWorkOnReportsIsNamedAndNothingIsWritten() {
        var session = rows.session("ada");
        var report = Api.filed(session, "Open");
        var path = "/feedback/" + report;
        var unknown = Ids.next();

        new BadInput(() -> Api.as("ada"))
                .unchanged(this::written)
                .body("POST", "/feedback/from-result", "{\"result_id\": \"%s\"}".formatted(unknown))
                .with("result_id", "\"" + unknown + "\"")
                .is(422, "unknown-reference", "result_id")
                .with("result_id", "17")
                .violates("result_id")
                .without("result_id")
                .violates("result_id")
                .with("title", "\" \"")
                .violates("title")
                .with("category", "\"BUG\"")
                .violates("category")
                .body("POST", path + "/withdraw", "{\"reason\": \"x\"}")
                .header("If-Match", "*")
                .with("reason", "\" \"")
                .violates("reason")
                .without("reason")
                .violates("reason")
                .with("reason", "\"" + "x".repeat(1_001) + "\"")
                .violates("reason")
                .body("POST", path + "/withdraw", "{\"reason\": \"x\"}")
                .with("reason", "\"y\"")
                .is(428)
                .body("POST", path + "/merge", "{\"into\": \"%s\"}".formatted(unknown))
                .header("If-Match", "*")
                .with("into", "\"" + unknown + "\"")
                .is(404, "not-found")
                .with("into", "\"" + report + "\"")
                .is(409, "not-mergeable")
                .without("into")
                .violates("into")
                .body("POST", "/feedback/bulk", "{\"items\": [{\"id\": \"%s\"}], \"change\": {}}".formatted(report))
                .with("items", "[]")
                .violates("items")
                .without("items")
                .violates("items")
                .without("change")
                .violates("change")
                .with("items", "[{\"id\": \"17\"}]")
                .is(400)
                .with("items", "[{}]")
                .violates("items[0].id")
                .with("items", "[{\"id\": \"" + report + "\", \"version\": 0}]")
                .violates("items[0].version")
                .with("/change/title", "\" \"")
                .violates("change.title")
                .body("POST", path + "/comments", "{\"body\": \"x\"}")
                .with("body", "\" \"")
                .violates("body")
                .with("body", "\"" + "x".repeat(20_001) + "\"")
                .violates("body")
                .body("PATCH", path, "{\"labels\": [\"a\"]}")
                .header("If-Match", "*")
                .with("labels", "[\"a,b\"]")
                .is(400)
                .with("labels", "[\" \"]")
                .is(400)
                .with("labels", "\"a\"")
                .violates("labels")
                .with("assignee", "\"" + "x".repeat(256) + "\"")
                .violates("assignee")
                .body("POST", "/feedback/views", "{\"name\": \"a\", \"shared\": false, \"query\": {}}")
                .with("name", "\"\"")
                .violates("name")
                .without("query")
                .violates("query")
                .with("query", "{\"status\": 1}")
                .violates("query.status")
                .body("POST", "/feedback/preview", "{\"title\": \"a\", \"description\": \"b\"}")
                .with("title", "\"\"")
                .violates("title")
                .without("description")
                .violates("description")
                .body("POST", path + "/consent", "{\"sha256\": [\"x\"]}")
                .with("sha256", "[]")
                .violates("sha256")
                .with("sha256", "[\"x\"]")
                .violates("sha256")
                .body("POST", path + "/conflicts/" + unknown + "/settle", "{\"keep\": \"OURS\"}")
                .with("keep", "\"BOTH\"")
                .violates("keep")
                .with("keep", "\"OURS\"")
                .is(404, "not-found")
                .request("GET", "/feedback?sort=OLDEST")
                .violates("sort")
                .request("GET", "/feedback?status=OPEN&status=DONE")
                .violates("status")
                .request("GET", "/feedback?reported_from=yesterday")
                .violates("reported_from")
                .request("GET", "/feedback?overdue=maybe")
                .violates("overdue")
                .request("GET", "/feedback/facets?priority=URGENT")
                .violates("priority")
                .request("GET", "/feedback/export?format=PDF")
                .violates("format")
                .request("GET", "/feedback/similar?title=a&limit=21")
                .violates("limit")
                .request("PUT", "/feedback/" + unknown + "/vote")
                .is(404, "not-found")
                .request("DELETE", path + "/attachments/" + unknown)
                .is(404, "not-found")
                .verify();
    }

    @Test
    void aForeignTesterChangesNothing() {
        var id = Api.filed(rows.session("ada"), "Ada's");

        new BadInput(() -> Api.as("eve"))
                .unchanged(this::written)
                .body("PATCH", "/feedback/" + id, "{\"title\": \"other\"}")
                .header("If-Match", "*")
                .with("title", "\"other\"")
                .is(403, "forbidden")
                .request("POST", "/feedback/" + id + "/sync")
                .is(403, "forbidden")
                .verify();
    }

    /** All that a request could have written, wherever. */
    private String written() {
        return rows.count("select count(*) from feedback_reports") + " reports, "
                + rows.count("select sum(version)::bigint from feedback_reports") + " versions, "
                + rows.count("select count(*) from feedback_attachments") + " attachments, "
                + rows.count("select count(*) from github_links") + " links, "
                + rows.count("select count(*) from audit_log where target_type = 'feedback'") + " audited, "
                + rows.count("select count(*) from session_view") + " sessions";
    }
}
