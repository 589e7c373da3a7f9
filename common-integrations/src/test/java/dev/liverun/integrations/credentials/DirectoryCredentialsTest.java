package dev.liverun.integrations.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCredentialsTest {

    @TempDir
    private Path directory;

    private void write(String name, String value, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void a_file_is_read_without_its_last_line_break_and_anew_each_time() throws IOException {
        DirectoryCredentials credentials = new DirectoryCredentials(directory);
        write("discord-bot", "first\n", "rw-------");
        assertThat(credentials.read("discord-bot")).contains("first");

        write("discord-bot", "second", "r--------");
        assertThat(credentials.read("discord-bot")).contains("second");
        assertThat(credentials.read("other")).isEmpty();
    }

    @Test
    void a_symbolic_link_is_followed_as_kubernetes_needs_it() throws IOException {
        Files.createDirectory(directory.resolve("..data"));
        write("..data/key", "value", "rw-------");
        Files.createSymbolicLink(directory.resolve("key"), Path.of("..data/key"));

        assertThat(new DirectoryCredentials(directory).read("key")).contains("value");
    }

    @Test
    void a_file_that_others_can_read_is_refused_and_its_value_not_told() throws IOException {
        write("open", "canary", "rw-r--r--");

        assertThatThrownBy(() -> new DirectoryCredentials(directory).read("open"))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("chmod 0600")
                .hasMessageNotContaining("canary");
    }

    @Test
    void a_directory_that_others_can_write_to_is_refused() throws IOException {
        write("key", "value", "rw-------");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> new DirectoryCredentials(directory).read("key"))
                .hasMessageContaining("chmod 0700");
    }

    @Test
    void the_environment_is_asked_by_a_plain_name() {
        EnvironmentCredentials credentials =
                new EnvironmentCredentials(Map.of("LIVERUN_CREDENTIAL_DISCORD_BOT_2", "value"));

        assertThat(credentials.read("discord-bot.2")).contains("value");
        assertThat(credentials.read("discord")).isEmpty();
    }
}
