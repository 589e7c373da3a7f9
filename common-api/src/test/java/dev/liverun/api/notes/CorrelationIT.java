package dev.liverun.api.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CorrelationIT {

    @Test
    void theCallersIdIsKept() {
        assertThat(Tokens.as(Roles.VIEWER)
                        .header("X-Correlation-Id", "deploy-17:step.2")
                        .get(Notes.PATH)
                        .header("X-Correlation-Id"))
                .isEqualTo("deploy-17:step.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blank", "a\"b", "<script>", "ümlaut"})
    void anIdThatCouldForgeALogLineIsReplaced(String id) {
        var kept = given().header("X-Correlation-Id", id).get(Notes.PATH).header("X-Correlation-Id");
        assertThat(UUID.fromString(kept).version()).isEqualTo(7);
    }

    @Test
    void aSiblingIsCalledWithTheSameIdAndOurOwnToken() {
        var seen = given().header("X-Correlation-Id", "from-outside").get("/api/v1/sibling/calls");
        assertThat(seen.statusCode()).as(seen.asString()).isEqualTo(200);
        assertThat(seen.jsonPath().getString("correlation")).isEqualTo("from-outside");
        assertThat(seen.jsonPath().getString("subject")).isEqualTo("service:under-test");
        assertThat(seen.jsonPath().getBoolean("may_read")).isTrue();
    }
}
