package dev.liverun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxOptionsTest {

    @Test
    void flags_win_over_the_environment() {
        var options = SandboxOptions.parse(
                List.of("--port=1234", "--data", "state"),
                Map.of("SANDBOX_PORT", "5678", "SANDBOX_HOST", "0.0.0.0", "SANDBOX_RATE_LIMITS", "off"));

        assertThat(options.port()).isEqualTo(1234);
        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.data()).isEqualTo(Path.of("state"));
        assertThat(options.rateLimits()).isFalse();
        assertThat(options.githubRepos()).containsExactly("liverun/demo");
    }

    @ParameterizedTest
    @CsvSource({
        "--prot=1,            Unknown option",
        "--port,              needs a value",
        "--port=ten,          number from 0 to 65535",
        "--port=70000,        number from 0 to 65535",
        "--github-repos=demo, owner/name",
        "--rate-limits=maybe, on or off"
    })
    void a_wrong_option_is_named_in_one_sentence(String arg, String sentence) {
        assertThatThrownBy(() -> SandboxOptions.parse(List.of(arg), Map.of())).hasMessageContaining(sentence);
    }

    @Test
    void a_port_in_use_is_said_plainly() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var options = SandboxOptions.parse(
                    List.of("--host", "0.0.0.0", "--port", String.valueOf(taken.getLocalPort())), Map.of());

            assertThatThrownBy(() -> start(options))
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void unreadable_state_is_not_thrown_away(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("github.json"), "{\"next_id\": 10");
        var options = SandboxOptions.parse(List.of("--port", "0", "--data", data.toString()), Map.of());

        assertThatThrownBy(() -> start(options)).hasMessageContaining("github.json");
        assertThat(data.resolve("github.json")).hasContent("{\"next_id\": 10");
    }

    private static void start(SandboxOptions options) {
        SandboxServer.start(options, Clock.systemUTC())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
