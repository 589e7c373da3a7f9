package dev.liverun.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTokenTest {

    @TempDir
    Path directory;

    @Test
    void a_replaced_file_is_noticed_without_a_restart() throws IOException {
        var file = Files.writeString(directory.resolve("token"), "first\n");
        var token = new ServiceToken(Optional.of(file));
        assertThat(token.current()).contains("first");
        Files.writeString(file, "second\n");
        token.reread();
        assertThat(token.current()).contains("second");
    }

    @Test
    void while_the_file_is_away_or_empty_the_last_token_is_kept() throws IOException {
        var file = Files.writeString(directory.resolve("token"), "good");
        var token = new ServiceToken(Optional.of(file));
        Files.writeString(file, "");
        token.reread();
        Files.delete(file);
        token.reread();
        assertThat(token.current()).contains("good");
    }

    @Test
    void without_a_file_there_is_no_token() {
        assertThat(new ServiceToken(Optional.empty()).current()).isEmpty();
        assertThat(new ServiceToken(Optional.of(directory.resolve("missing"))).current())
                .isEmpty();
    }
}
