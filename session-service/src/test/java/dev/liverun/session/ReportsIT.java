package dev.liverun.session;

import static dev.liverun.session.support.Siblings.checked;
import static dev.liverun.session.support.Siblings.registered;
import static dev.liverun.session.support.Siblings.report;
import static dev.liverun.session.support.Siblings.tested;
import static dev.liverun.session.support.Siblings.withSteps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Pdf;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** The report in its formats, and the seals that it is made from. */
@QuarkusTest
class ReportsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HOSTILE = "=HYPERLINK(\"http://evil\")<script>alert(1)</script>@everyone | ]]>";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Siblings siblings;

    @Inject
    Rows rows;

    private final String ada = Api.unique("ada");
    private final UUID banano = Ids.next();
    private final String name = Api.unique("banano");

    @Test
    void everyFormatTellsTheSameFromOneEvidence() throws Exception {
        var id = sealedStory("{\"version\": \"7.1\", \"environment\": \"staging\"}");
        var json = JSON.readTree(get(id, "json").asByteArray());
        var sha256 = json.path("sha256").asText();
        assertThat(json.at("/seal/version").asInt()).isEqualTo(1);
        assertThat(json.at("/evidence/results/total").asInt()).isEqualTo(4);
        assertThat(json.at("/evidence/tests")).hasSize(4);
        assertThat(json.at("/evidence/slowest/0/longest_ms").asLong()).isEqualTo(1000);
        assertThat(json.at("/evidence/slowest_steps/0/step").asText()).isEqualTo("transfer");
        assertThat(json.at("/evidence/slowest_steps/0/longest_ms").asLong()).isEqualTo(700);
        assertThat(json.at("/evidence/slowest_steps")).hasSize(2);

        var csv = get(id, "csv").asString();
        assertThat(csv.lines().filter(line -> line.startsWith("result,"))).hasSize(4);
        assertThat(csv.lines().filter(line -> line.startsWith("session,")))
                .singleElement()
                .asString()
                .contains(sha256, "7.1");
        assertThat(csv.lines().findFirst().orElseThrow()).endsWith("session_version");
        assertThat(csv).contains("\"'=HYPERLINK(\"\"http://evil\"\")").doesNotContain(",=", "\"=");

        var sheets = sheets(get(id, "xlsx").asByteArray());
        assertThat(sheets.get("Tests")).hasSize(5);
        assertThat(sheets.get("Slowest steps")).hasSize(3);
        assertThat(sheets.get("Participants").get(1).getCellText(0)).isEqualTo(ada);
        assertThat(sheets.get("Summary").stream().map(row -> row.getCellText(0) + " " + row.getCellText(1)))
                .contains("failures PRODUCT 1", "failures PROVIDER_OUTAGE 1");
        assertThat(sheets.get("Summary").stream().map(row -> row.getCellText(1)))
                .contains(sha256, id.toString());
        assertThat(sheets.values().stream()
                        .flatMap(List::stream)
                        .flatMap(Row::stream)
                        .filter(cell -> cell != null)
                        .map(cell -> cell.getType()))
                .doesNotContain(CellType.FORMULA);

        var html = get(id, "html").asString();
        assertThat(html)
                .contains(sha256, "&lt;script&gt;", "class=\"donut\"", "<td>transfer</td>")
                .doesNotContain("<script");

        var markdown = get(id, "markdown").asString();
        assertThat(markdown)
                .contains(sha256, "4 results", "| transfer | pay |", "| PROVIDER\\_OUTAGE | 1 |", ", version 3, seal 1")
                .contains("| CRITICAL | OPEN | [issue 41](https://github.com/acme/shop/issues/41) |")
                .doesNotContain("<script", "@everyone")
                .hasSizeLessThan(65_536);

        var pdf = get(id, "pdf").asByteArray();
        var text = Pdf.text(pdf);
        assertThat(text).contains("4 results", sha256.substring(0, 20), "NOT READY");
        assertThat(text).containsPattern("Session version\\s*3").containsPattern("PROVIDER_OUTAGE\\s+1\\s");
        assertThat(text.replaceAll("\\s", "")).contains("https://github.com/acme/shop/issues/41");
        // To look at.
        Files.write(Path.of("target", "session-report.pdf"), pdf);
        Files.writeString(Path.of("target", "session-report-sealed.html"), html);
        Files.writeString(Path.of("target", "session-report.md"), markdown);
    }

    @Test
    void junitAndCtrfMeetTheirSchemas() throws Exception {
        var id = sealedStory("{\"version\": \"7.1\"}");
        var junit = get(id, "junit");
        assertThat(junit.contentType()).startsWith("application/xml");
        try (var schema = schema("junit.xsd")) {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource(schema))
                    .newValidator()
                    .validate(new StreamSource(new ByteArrayInputStream(junit.asByteArray())));
        }
        assertThat(junit.xmlPath().getInt("testsuite.@tests")).isEqualTo(4);
        assertThat(junit.xmlPath().getInt("testsuite.@failures")).isEqualTo(2);
        assertThat(junit.xmlPath().getList("testsuite.testcase")).hasSize(4);

        var ctrf = JSON.readTree(get(id, "ctrf").asByteArray());
        try (var schema = schema("ctrf.json")) {
            var violations = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(ctrf);
            assertThat(violations).isEmpty();
        }
        assertThat(ctrf.at("/results/summary/failed").asInt()).isEqualTo(2);
        assertThat(ctrf.at("/results/tests")).hasSize(4);
        Files.write(Path.of("target", "session-report.junit.xml"), junit.asByteArray());
        Files.write(Path.of("target", "session-report.ctrf.json"), JSON.writeValueAsBytes(ctrf));
    }

    @Test
    void whatComesAfterTheSealOpensANewOneAndTheOldOneStays() {
        var id = sealedStory("{}");
        var first = Api.get("/sessions/" + id + "/seals").getString("[0].sha256");
        siblings.tell(tested(id, banano, name, "late", TestStatus.PASSED, null, 90));
        sealed(id, 2);

        var second = json(id, Map.of());
        assertThat(second.at("/evidence/tests")).hasSize(5);
        assertThat(second.path("sha256").asText()).isNotEqualTo(first);
        var old = json(id, Map.of("seal", 1));
        assertThat(old.at("/evidence/tests")).hasSize(4);
        assertThat(old.path("sha256").asText()).isEqualTo(first);
        assertThat(Api.viewer()
                        .queryParams(Map.of("seal", 9))
                        .get(Api.SESSIONS + "/" + id + "/report")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoIsSaidToBeAtFaultAfterTheSealIsInTheNextOneAndTheOldOneStays() {
        var id = sealedStory("{}");
        var first = Api.get("/sessions/" + id + "/seals").getString("[0].sha256");
        var list = json(id, Map.of()).at("/evidence/tests").findParents("test_name").stream()
                .filter(test -> test.path("test_name").asText().equals("list"))
                .findFirst()
                .orElseThrow();
        siblings.tell(Siblings.reclassified(
                UUID.fromString(list.path("id").asText()), id, banano, name, FailureClass.AUTH, "the key had expired"));
        sealed(id, 2);

        assertThat(json(id, Map.of()).at("/evidence/tests").toString())
                .contains("\"AUTH\"", "the key had expired")
                .doesNotContain("PROVIDER_OUTAGE");
        var old = json(id, Map.of("seal", 1));
        assertThat(old.at("/evidence/tests").toString())
                .contains("PROVIDER_OUTAGE")
                .doesNotContain("the key had expired");
        assertThat(old.path("sha256").asText()).isEqualTo(first);
        assertThat(get(id, "csv").asString()).contains("the key had expired");
    }

    @Test
    void namedPeopleSignOffASealAndNobodyElse() {
        var pat = Api.unique("pat");
        var id = Api.started(ada, "{\"sign_off\": [\"" + pat + "\"]}");
        assertThat(sign(pat, id, "{\"decision\": \"ACCEPTED\"}").statusCode()).isEqualTo(409);
        Api.ok(Api.transition(ada, id, "complete"));
        sealed(id, 1);
        assertThat(sign(ada, id, "{\"decision\": \"ACCEPTED\"}").statusCode()).isEqualTo(403);
        assertThat(sign(pat, id, "{\"decision\": \"REJECTED\"}").statusCode()).isEqualTo(400);
        assertThat(sign(pat, id, "{\"decision\": \"ACCEPTED\", \"seal_version\": 7}")
                        .statusCode())
                .isEqualTo(422);

        Api.ok(sign(pat, id, "{\"decision\": \"REJECTED\", \"reason\": \"refunds are slow\"}"));
        Api.ok(sign(pat, id, "{\"decision\": \"ACCEPTED\"}"));

        var report = json(id, Map.of());
        assertThat(report.path("sign_offs")).hasSize(1);
        assertThat(report.at("/sign_offs/0/decision").asText()).isEqualTo("ACCEPTED");
        assertThat(report.at("/sign_offs/0/subject").asText()).isEqualTo(pat);
        assertThat(get(id, "html").asString()).contains("ACCEPTED");
        // What is said about a seal does not open a new one.
        assertThat(Api.get("/sessions/" + id + "/timeline").getList("items.type", String.class))
                .endsWith("session.sealed", "session.signed-off", "session.signed-off");
        assertThat(Api.get("/sessions/" + id + "/seals").getList("")).hasSize(1);
    }

    @Test
    void aVerdictThatAsksForSignOffsIsSealedAnewWithThem() {
        var pat = Api.unique("pat");
        var id = Api.started(ada, """
                {"sign_off": ["%s"], "gates": {"require_sign_offs": true}}""".formatted(pat));
        siblings.tell(tested(id, banano, name, "pay", TestStatus.PASSED, null, 10));
        settled(id, 3);
        Api.ok(Api.transition(ada, id, "complete"));
        sealed(id, 1);
        assertThat(json(id, Map.of()).at("/evidence/verdict").asText()).isEqualTo("INCONCLUSIVE");

        Api.ok(sign(pat, id, "{\"decision\": \"ACCEPTED\"}"));

        sealed(id, 2);
        assertThat(json(id, Map.of()).at("/evidence/verdict").asText()).isEqualTo("READY");
        assertThat(json(id, Map.of("seal", 1)).at("/evidence/verdict").asText()).isEqualTo("INCONCLUSIVE");

        siblings.tell(tested(id, banano, name, "late", TestStatus.PASSED, null, 20));
        sealed(id, 3);
        assertThat(json(id, Map.of()).at("/evidence/verdict").asText())
                .as("nobody has accepted what came later")
                .isEqualTo("INCONCLUSIVE");
        assertThat(json(id, Map.of()).at("/evidence/reasons/0").asText()).contains(pat + " (seal 1)");

        Api.ok(sign(pat, id, "{\"decision\": \"ACCEPTED\"}"));
        sealed(id, 4);
        assertThat(json(id, Map.of()).at("/evidence/verdict").asText()).isEqualTo("READY");
    }

    @Test
    void theReportOfASessionThatGoesOnTellsHowLongItWasActiveAndItsEvidenceStaysTheSame() throws Exception {
        var id = Api.started(ada, "{}");
        rows.run(
                "update test_sessions set created_at = created_at - interval '2 h 30 s', started_at = started_at"
                        + " - interval '2 h 30 s', active_since = active_since - interval '2 h 30 s' where id = $1",
                id);

        assertThat(get(id, "html").asString()).contains("2 h 00 min");
        assertThat(Pdf.text(get(id, "pdf").asByteArray())).contains("2 h 00 min");
        var report = json(id, Map.of());
        assertThat(report.at("/evidence/session/active_since").asText())
                .isEqualTo(Api.session(id).getString("active_since"));
        assertThat(json(id, Map.of()).path("sha256")).isEqualTo(report.path("sha256"));
    }

    @Test
    void anEarlierSessionShowsWhatIsNewFixedAndStillFailing() throws Exception {
        var before = Api.started(ada, "{}");
        siblings.tell(tested(before, banano, name, "pay", TestStatus.FAILED, FailureClass.PRODUCT, 1));
        siblings.tell(tested(before, banano, name, "refund", TestStatus.FAILED, FailureClass.PRODUCT, 2));
        siblings.tell(tested(before, banano, name, "list", TestStatus.PASSED, null, 3));
        siblings.tell(tested(before, banano, name, "gone", TestStatus.PASSED, null, 4));
        settled(before, 6);
        Api.ok(Api.transition(ada, before, "complete"));
        var now = Api.started(ada, "{\"baseline\": \"" + before + "\", \"gates\": {\"no_new_failures\": true}}");
        siblings.tell(tested(now, banano, name, "pay", TestStatus.FAILED, FailureClass.PRODUCT, 1));
        siblings.tell(tested(now, banano, name, "pay", TestStatus.PASSED, null, 5));
        siblings.tell(tested(now, banano, name, "refund", TestStatus.ERROR, null, 2));
        siblings.tell(tested(now, banano, name, "list", TestStatus.FAILED, FailureClass.PRODUCT, 3));
        settled(now, 6);

        var compared = Api.get("/sessions/" + now + "/comparison", Map.of("against", before));
        assertThat(compared.getList("fixed.test_name")).containsExactly("pay");
        assertThat(compared.getList("still_failing.test_name")).containsExactly("refund");
        assertThat(compared.getList("newly_failing.test_name")).containsExactly("list");
        assertThat(compared.getList("not_run.test_name")).containsExactly("gone");
        assertThat(Api.get("/sessions/" + now + "/summary").getList("comparison.fixed.test_name"))
                .containsExactly("pay");
        assertThat(newFailures(now)).containsEntry("outcome", "FAILED");

        assertThat(sheets(get(now, "xlsx").asByteArray()).get("Comparison").stream()
                        .map(row -> row.getCellText(0) + " " + row.getCellText(1)))
                .containsExactly("what test", "Fails anew list", "Fixed pay", "Still fails refund", "Did not run gone");
        assertThat(Pdf.text(get(now, "pdf").asByteArray())).contains("Fails anew: 1", "Did not run: 1", "gone " + name);

        rows.run("delete from test_sessions where id = $1", before);
        assertThat(newFailures(now)).containsEntry("outcome", "INCONCLUSIVE");
        assertThat(newFailures(now).get("reason")).contains(before + " is not there any more");
    }

    private static Map<String, String> newFailures(UUID id) {
        return Api.get("/sessions/" + id + "/summary").getMap("gates.find { it.name == 'new_failures' }");
    }

    /** A session with a pass, a product failure with an issue, an outage and a skipped test; completed and sealed. */
    private UUID sealedStory(String configuration) {
        var id = Api.started(ada, configuration);
        var failed = tested(id, banano, name, HOSTILE, TestStatus.FAILED, FailureClass.PRODUCT, 20);
        var reportId = Ids.next();
        var story = new ArrayList<Event<?>>(List.of(
                registered(banano, name),
                checked(banano, name, HealthStatus.HEALTHY, 20, 200, 1, id),
                withSteps(tested(id, banano, name, "pay", TestStatus.PASSED, null, 10)),
                failed,
                tested(id, banano, name, "list", TestStatus.FAILED, FailureClass.PROVIDER_OUTAGE, 30),
                tested(id, banano, name, "refund", TestStatus.SKIPPED, null, 40),
                Event.state(
                        new FeedbackFiled(report(reportId, id, failed.id(), HOSTILE, FeedbackStatus.OPEN, null), ada),
                        1,
                        Siblings.NOON),
                Event.state(
                        new FeedbackLinked(report(reportId, id, failed.id(), HOSTILE, FeedbackStatus.OPEN, 41)),
                        2,
                        Siblings.NOON)));
        siblings.tellAll(story);
        settled(id, 8);
        await().atMost(PATIENCE).until(() -> Api.get("/sessions/" + id + "/health")
                .getList("integrations.checks.total")
                .contains(1));
        Api.ok(Api.transition(ada, id, "complete"));
        sealed(id, 1);
        return id;
    }

    private static void sealed(UUID id, int version) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/seals").getList("version", Integer.class))
                .startsWith(version));
    }

    private static void settled(UUID id, int entries) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/timeline").getList("items"))
                .hasSize(entries));
    }

    private static Response sign(String who, UUID id, String body) {
        return Api.as(who).body(body).post(Api.SESSIONS + "/" + id + "/sign-offs");
    }

    private static Response get(UUID id, String format) {
        return Api.ok(Api.viewer().queryParams(Map.of("format", format)).get(Api.SESSIONS + "/" + id + "/report"));
    }

    private static JsonNode json(UUID id, Map<String, Object> query) {
        try {
            return JSON.readTree(Api.ok(Api.viewer()
                            .queryParams("format", "json")
                            .queryParams(query)
                            .get(Api.SESSIONS + "/" + id + "/report"))
                    .asByteArray());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, List<Row>> sheets(byte[] workbook) throws java.io.IOException {
        var sheets = new java.util.HashMap<String, List<Row>>();
        try (var read = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            for (var sheet : read.getSheets().toList()) {
                sheets.put(sheet.getName(), sheet.read());
            }
        }
        return sheets;
    }

    /** As published, from {@code -Dschemas=directory}; else what this module keeps of its rules. */
    private static InputStream schema(String name) throws java.io.IOException {
        var published = System.getProperty("schemas");
        if (published != null) {
            return Files.newInputStream(Path.of(published, name));
        }
        var kept = ReportsIT.class.getResourceAsStream("/schemas/" + name);
        return kept == null ? new ByteArrayInputStream("".getBytes(StandardCharsets.UTF_8)) : kept;
    }
}
