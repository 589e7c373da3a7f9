package dev.liverun.api.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiIT {

    @Test
    void theDocumentSpeaksAsTheApiDoes() {
        var document = given().queryParam("format", "json").get("/q/openapi").jsonPath();
        assertThat(document.getMap("paths")).containsKey("/api/v1/notes/{id}");
        assertThat(document.getMap("components.schemas.CreateNoteRequest.properties"))
                .containsKeys("retry_attempts", "session_id");
        assertThat(document.getMap("components.securitySchemes")).containsKey("bearer");
    }

    @Test
    void theConventionsAreInTheDocument() {
        var document = given().queryParam("format", "json").get("/q/openapi").jsonPath();
        assertThat(document.getMap("components.schemas.Problem.properties")).containsKeys("type", "violations");
        var create = "paths.'/api/v1/notes'.post";
        assertThat(document.getList(create + ".parameters.name")).containsExactly("Idempotency-Key");
        assertThat(document.getMap(create + ".responses")).containsKeys("201", "400", "401", "403", "default");
        assertThat(document.getString(create + ".responses.'400'.content.'application/problem+json'.schema.$ref"))
                .isEqualTo("#/components/schemas/Problem");
        assertThat(document.getMap("paths.'/api/v1/notes/{id}'.patch.responses"))
                .containsKeys("412", "428");
        assertThat(document.getList("paths.'/api/v1/notes'.get.parameters.name"))
                .containsExactlyInAnyOrder("limit", "cursor", "status");
        assertThat(document.getMap("components.schemas.PageNoteResponse.properties"))
                .containsKeys("items", "next_cursor");
        assertThat(document.getString("components.schemas.Cursor.type")).isEqualTo("string");
        assertThat(document.getMap("components.schemas")).doesNotContainKeys("HttpProblem", "JsonNode");
    }
}
