package dev.liverun.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The specification's indexes serve their queries, and its rules hold whoever writes to the database. */
@QuarkusTest
class SchemaIT {

    private static final String SOME = "'00000000-0000-7000-8000-000000000000'";

    @Inject
    Rows rows;

    @Test
    void theIndexOfStatusAndPriorityServesTheQueueInItsOrder() {
        assertThat(rows.plan("select * from feedback_reports where status = 0"
                        + " order by status, priority desc, reported_at, id limit 51"))
                .contains("feedback_reports_status_priority")
                .doesNotContain("Sort");
        assertThat(rows.plan("select * from feedback_reports order by status, priority desc, reported_at, id limit 51"))
                .contains("feedback_reports_status_priority")
                .doesNotContain("Sort");
        assertThat(rows.plan("select * from feedback_reports where status = 0 and priority = 3"))
                .contains("feedback_reports_status_priority");
    }

    @Test
    void theIndexOfTheIssueNumberServesItsLookup() {
        assertThat(rows.plan("select * from feedback_reports where github_issue_number = 7"))
                .contains("feedback_reports_github_issue_number");
    }

    @Test
    void theOtherIndexesServeTheirs() {
        assertThat(rows.plan("select * from feedback_reports where session_id = " + SOME + " order by reported_at, id"))
                .contains("feedback_reports_session")
                .doesNotContain("Sort");
        assertThat(rows.plan("select * from feedback_reports where result_id = " + SOME))
                .contains("feedback_reports_result");
        assertThat(rows.plan(
                        "select * from feedback_attachments where feedback_id = " + SOME + " order by uploaded_at, id"))
                .contains("feedback_attachments_feedback")
                .doesNotContain("Sort");
        assertThat(rows.plan("select * from github_links where due_at <= now()"))
                .contains("github_links_due");
        assertThat(rows.plan("select * from github_links where repository = 'a/b' and issue_number = 7"))
                .contains("github_links_issue_key");
        assertThat(rows.plan(
                        "select * from result_view where session_id = " + SOME + " order by completed_at desc limit 5"))
                .contains("result_view_session")
                .doesNotContain("Sort");
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseRefuses() {
        return Stream.of(
                refuses("an empty title", "feedback_reports_title_check", Map.of("title", "''")),
                refuses("a blank title", "feedback_reports_title_check", Map.of("title", "E' \\n'")),
                refuses("an empty description", "feedback_reports_description_check", Map.of("description", "' '")),
                refuses("an unknown category", "feedback_reports_category_check", Map.of("category", "'BUG'")),
                refuses("an unknown priority", "feedback_reports_priority_check", Map.of("priority", "4")),
                refuses("an unknown status", "feedback_reports_status_check", Map.of("status", "-1")),
                refuses(
                        "an issue number that is not positive",
                        "feedback_reports_github_issue_number_check",
                        Map.of("github_issue_number", "0", "github_issue_url", "'x'")),
                refuses(
                        "an issue without its address",
                        "feedback_reports_github_issue_check",
                        Map.of("github_issue_number", "1")),
                refuses(
                        "resolved_at of an open report",
                        "feedback_reports_resolved_at_check",
                        Map.of("resolved_at", "now()")),
                refuses(
                        "a resolved report without resolved_at",
                        "feedback_reports_resolved_at_check",
                        Map.of("status", "2")),
                refuses(
                        "a report resolved before it was reported",
                        "feedback_reports_resolved_at_check",
                        Map.of("status", "3", "resolved_at", "now() - interval '1 second'")),
                refuses("metadata that are no object", "feedback_reports_metadata_check", Map.of("metadata", "'[]'")));
    }

    @Test
    void aReportThatKeepsTheRulesIsAccepted() {
        assertThat(insert(Map.of("status", "3", "resolved_at", "now()"))).isEmpty();
    }

    private DynamicTest refuses(String what, String constraint, Map<String, String> columns) {
        return DynamicTest.dynamicTest(what, () -> assertThat(insert(columns)).isEqualTo(constraint));
    }

    /** The constraint that refused it. */
    private String insert(Map<String, String> columns) {
        var all = new LinkedHashMap<String, String>();
        all.put("id", "'" + Ids.next() + "'");
        all.put("session_id", "'" + Ids.next() + "'");
        all.put("title", "'title'");
        all.put("description", "'description'");
        all.put("category", "'UX'");
        all.put("priority", "1");
        all.put("status", "0");
        all.put("reported_by", "'ada'");
        all.put("reported_at", "now()");
        all.put("version", "1");
        all.put("due_at", "now()");
        all.putAll(columns);
        try {
            rows.run("insert into feedback_reports (" + String.join(", ", all.keySet()) + ") values ("
                    + String.join(", ", all.values()) + ")");
            return "";
        } catch (PgException e) {
            return e.getConstraint();
        }
    }
}
