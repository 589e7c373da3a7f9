package dev.liverun.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workflows through the API. */
@QuarkusTest
class WorkflowIT {

    private static final String WORKFLOWS = Api.BASE + "/workflows";

    @Inject
    World world;

    @Test
    void theCatalogueIsThereAndCannotBeChanged() {
        var all = Api.get("/workflows?limit=200");
        assertThat(all.getList("items.name"))
                .contains(
                        "admin-lifecycle",
                        "banano-payment",
                        "discord-oauth",
                        "wallet-lifecycle",
                        "yunite-account-link");
        var banano = Api.get("/workflows?integration=banano");
        assertThat(banano.getList("items.name")).containsExactly("banano-payment");
        assertThat(banano.getString("items[0].kind")).isEqualTo("MONEY");
        var id = banano.getString("items[0].id");

        var refused = Api.as("ada")
                .header("If-Match", "*")
                .body(Map.of("document", banano.getString("items[0].document")))
                .put(WORKFLOWS + "/" + id);

        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void aWorkflowIsKeptAndChangedByWhoeverWroteIt() {
        var name = "mine-" + Ids.next();
        var created = Api.as("ada").body(document(name, "/a")).post(WORKFLOWS);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        var location = created.header("Location");
        assertThat(created.header("ETag")).isEqualTo("\"0\"");

        assertThat(Api.as("ada").body(document(name, "/b")).put(location).statusCode())
                .isEqualTo(428);
        assertThat(Api.as("bob")
                        .header("If-Match", "\"0\"")
                        .body(document(name, "/b"))
                        .put(location)
                        .statusCode())
                .isEqualTo(403);
        var changed = Api.as("ada")
                .header("If-Match", "\"0\"")
                .body(document(name, "/b"))
                .put(location);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(Api.as("ada")
                        .header("If-Match", "\"0\"")
                        .body(document(name, "/c"))
                        .put(location)
                        .statusCode())
                .isEqualTo(412);

        assertThat(Api.get(location.substring(Api.BASE.length())).getString("document"))
                .contains("/b");
        assertThat(Api.as("bob").body(document(name, "/d")).post(WORKFLOWS).statusCode())
                .isEqualTo(409);
    }

    @Test
    void anInvalidDocumentIsAnsweredWithLineAndColumn() {
        var refused = Api.as("ada")
                .body(Map.of(
                        "document", "liverun: 1\nname: a\nsteps:\n  - {name: a, request: {method: FETCH, url: /}}\n"))
                .post(WORKFLOWS);

        assertThat(refused.statusCode()).isEqualTo(400);
        var problem = refused.jsonPath();
        assertThat(problem.getString("type")).endsWith("/invalid-workflow");
        assertThat(problem.getInt("findings[0].line")).isEqualTo(4);
        assertThat(problem.getInt("findings[0].column")).isEqualTo(33);
        assertThat(problem.getString("findings[0].path")).isEqualTo("steps[0].request.method");
        assertThat(problem.getString("findings[0].message")).contains("GET");
    }

    @Test
    void editorsGetTheSchemaWithoutSigningIn() {
        var schema = RestAssured.get(WORKFLOWS + "/schema");

        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(schema.contentType()).startsWith("application/schema+json");
        assertThat(schema.jsonPath().getInt("properties.liverun.const")).isEqualTo(1);
    }

    @Test
    void aDocumentThatIsBeingWrittenShowsWhatItWouldSendAndNothingIsSentOrKept() {
        var target = TargetService.baseUrl();
        var endpoint = world.endpoint(target);
        var draft = """
                liverun: 1
                name: never-kept
                vars: {owner: ~}
                steps:
                  - name: open
                    kind: write
                    request: {method: POST, url: /wallets, json: {owner: "${owner}"}}
                    capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/wallets/${id}"}}
                """;

        var preview = Api.as("ada")
                .body(Map.of("document", draft, "endpoint_id", endpoint, "test_data", Map.of("owner", "me")))
                .post(WORKFLOWS + "/preview");

        assertThat(preview.statusCode()).as(preview.asString()).isEqualTo(200);
        var shown = preview.jsonPath();
        assertThat(shown.getBoolean("dry_run")).isTrue();
        assertThat(shown.getString("tests[0].obstacle")).isNull();
        assertThat(shown.getString("tests[0].steps[0].request.url")).endsWith("/wallets");
        assertThat(shown.getString("tests[0].steps[0].request.body.text")).isEqualTo("{\"owner\":\"me\"}");
        assertThat(shown.getString("tests[0].steps[0].undo.url")).endsWith("/wallets/${id}");
        assertThat(TargetService.received(target)).isEmpty();
        assertThat(Api.get("/workflows?limit=200").getList("items.name")).doesNotContain("never-kept");
    }

    @Test
    void aDryRunOfADocumentSaysWhatIsMissing() {
        var noTarget = Api.as("ada").body(document("nowhere", "/a")).post(WORKFLOWS + "/preview");
        var broken = Api.as("ada")
                .body(Map.of("document", "liverun: 1\nname: broken\n", "integration", "any"))
                .post(WORKFLOWS + "/preview");

        assertThat(noTarget.statusCode()).isEqualTo(400);
        assertThat(noTarget.<String>path("violations[0].field")).isEqualTo("integration");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.jsonPath().getList("findings")).isNotEmpty();
    }

    private static Map<String, String> document(String name, String url) {
        return Map.of(
                "document",
                "liverun: 1\nname: " + name + "\nsteps: [{name: a, request: {method: GET, url: " + url + "}}]\n");
    }
}
