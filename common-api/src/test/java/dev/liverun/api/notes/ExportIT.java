package dev.liverun.api.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportIT {

    @Test
    void aFileIsSentAsItIsMade() {
        var answer = Tokens.as(Roles.VIEWER).get(Notes.PATH + "/export?rows=50000");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.asString().lines()).hasSize(50_001).last().isEqualTo("49999");
    }

    @Test
    void aFileThatBreaksOffIsNotTakenForAWholeOne() {
        assertThatThrownBy(() -> Tokens.as(Roles.VIEWER)
                        .get(Notes.PATH + "/export?rows=50000&broken_at=3000")
                        .asString())
                .isInstanceOf(Exception.class);
    }
}
