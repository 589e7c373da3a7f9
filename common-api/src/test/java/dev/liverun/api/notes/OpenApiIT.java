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
}
