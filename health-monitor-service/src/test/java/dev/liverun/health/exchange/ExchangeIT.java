package dev.liverun.health.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Integrations;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExchangeIT {

    private final String run = UUID.randomUUID().toString();

    @Test
    void a_document_is_shown_then_applied_and_then_changes_nothing() {
        var document = """
                integrations:
                  - {name: child %1$s, base_url: "http://127.0.0.1:9", depends_on: [parent %1$s], enabled: false}
                  - {name: parent %1$s, base_url: "http://127.0.0.1:9", tags: [money], enabled: false}
                """.formatted(run);

        given(document, "?dry_run=true").statusCode(200).body("created", contains("child " + run, "parent " + run));
        named("parent " + run, 0);
        given(document, "").statusCode(200).body("dry_run", equalTo(false));
        named("child " + run, 1);

        given(document, "").body("created.size()", equalTo(0)).body("unchanged", equalTo(2));
    }

    @Test
    void a_change_is_shown_field_by_field() {
        var name = "changing " + run;
        Integrations.register("http://127.0.0.1:9", Map.of("name", name, "enabled", false, "timeout_seconds", 3));
        var exported = Tokens.as(Roles.VIEWER)
                .get(Integrations.PATH + "/export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(exported).contains(name);

        given(exported.replaceAll("(name: " + name + "[\\s\\S]*?timeout_seconds: )3", "$15"), "?dry_run=true")
                .statusCode(200)
                .body("changed.size()", equalTo(1))
                .body("changed[0].name", equalTo(name))
                .body(
                        "changed[0].fields",
                        equalTo(List.of(Map.of("field", "timeout_seconds", "before", 3, "after", 5))));
    }

    @Test
    void what_a_document_does_not_name_is_removed_only_when_that_is_asked_for() {
        var gone = "gone " + run;
        Integrations.register("http://127.0.0.1:9", Map.of("name", gone, "enabled", false));
        Integrations.register("http://127.0.0.1:9", Map.of("name", "stays " + run, "enabled", false));
        var all = Tokens.as(Roles.VIEWER).get(Integrations.PATH + "/export").asString();
        var others = all.replaceAll("- name: \"?" + gone + "\"?\\n(  .*\\n)*", "");
        assertThat(others).doesNotContain(gone).contains("stays " + run);

        given(others, "").statusCode(200).body("removed.size()", equalTo(0));
        given(others, "?prune=true&dry_run=true").statusCode(200).body("removed", contains(gone));
        named(gone, 1);
        given(others, "?prune=true").statusCode(200).body("removed", contains(gone));

        named(gone, 0);
        named("stays " + run, 1);
    }

    @Test
    void everything_that_is_wrong_is_named_and_nothing_is_applied() {
        given("""
                        integrations:
                          - {name: good %1$s, base_url: "http://127.0.0.1:9"}
                          - {name: bad %1$s, base_url: "ftp://x", timeout_seconds: 301}
                        """.formatted(run), "")
                .statusCode(400)
                .body("violations.field", hasItem("integrations[1].base_url"))
                .body("violations.field", hasItem("integrations[1].timeout_seconds"));
        named("good " + run, 0);
    }

    @Test
    void what_is_no_such_document_is_refused() {
        for (var text : List.of("a: [", "other: []", "integrations: 7", "integrations: [7]", "&a [*a, *a]")) {
            given(text, "").statusCode(400);
        }
    }

    private static ValidatableResponse given(String document, String query) {
        return Tokens.as(Roles.OPERATOR)
                .contentType("application/yaml")
                .body(document.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(Integrations.PATH + "/import" + query)
                .then();
    }

    private static void named(String name, int times) {
        Tokens.as(Roles.VIEWER)
                .queryParam("name", name)
                .get(Integrations.PATH)
                .then()
                .body("items.size()", equalTo(times));
    }
}
