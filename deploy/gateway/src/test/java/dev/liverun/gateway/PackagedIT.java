package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Packaged;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway as it is run: the packaged program, in a process of its own, with the heap the launcher gives it. */
class PackagedIT {

    private static final long MEGABYTE = 1024 * 1024;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Packaged gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway =
                Packaged.start("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void a_body_larger_than_the_heap_passes_in_either_direction() throws Exception {
        var uploaded = CLIENT.send(
                request("/api/v1/feedback/1/attachments?do=sink")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(100 * MEGABYTE)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(uploaded.body()).contains("\"bytes\":" + 100 * MEGABYTE);

        var downloaded = CLIENT.send(
                request("/api/v1/feedback?do=download&bytes=" + 100 * MEGABYTE).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(size(downloaded.body())).isEqualTo(100 * MEGABYTE);
        assertThat(gateway.proportionalSetSize()).isLessThan(170 * MEGABYTE);
    }

    @Test
    void it_starts_without_its_services_and_logs_in_json() throws Exception {
        var answer = CLIENT.send(
                request("/api/v1/sessions")
                        .header("X-Correlation-Id", "find-me")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(gateway.output())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("{")
                        .contains("GET /api/v1/sessions 503", "\"mdc\":{\"correlation_id\":\"find-me\"")));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path)).timeout(Duration.ofSeconds(60));
    }

    private static long size(InputStream stream) throws IOException {
        var buffer = new byte[64 * 1024];
        long size = 0;
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            size += read;
        }
        return size;
    }

    /** So many of them that nobody should hold them. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            var given = (int) Math.min(length, left);
            left -= given;
            return given;
        }
    }
}
