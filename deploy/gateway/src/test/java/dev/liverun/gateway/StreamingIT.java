package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class StreamingIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void a_large_upload_arrives_whole() {
        var sum = new CRC32();
        var random = new Random(7);
        var request = Client.await(client.open("POST", "/api/v1/feedback/1/attachments?do=sink"));
        request.setChunked(true);
        var answered = request.response().compose(response -> response.body());

        Client.await(upload(request, sum, random, 50));
        var answer = Client.await(answered).toJsonObject();

        assertThat(answer.getLong("bytes")).isEqualTo(50L * MEGABYTE);
        assertThat(answer.getLong("crc32")).isEqualTo(sum.getValue());
    }

    private static Future<Void> upload(HttpClientRequest request, CRC32 sum, Random random, int megabytes) {
        if (megabytes == 0) {
            return request.end();
        }
        var piece = new byte[MEGABYTE];
        random.nextBytes(piece);
        sum.update(piece);
        return request.write(Buffer.buffer(piece)).compose(written -> upload(request, sum, random, megabytes - 1));
    }

    @Test
    void a_large_download_arrives_whole() {
        var seen = new AtomicLong();
        var whole = client.open("GET", "/api/v1/feedback?do=download&bytes=" + 50 * MEGABYTE)
                .compose(HttpClientRequest::send)
                .compose(response -> {
                    response.handler(piece -> seen.addAndGet(piece.length()));
                    return response.end();
                });

        Client.await(whole);

        assertThat(seen.get()).isEqualTo(50L * MEGABYTE);
    }

    @Test
    void a_client_that_does_not_read_slows_the_service_down_instead_of_filling_memory() {
        var response = Client.await(client.open("GET", "/api/v1/workflows" + "?do=flood")
                .compose(HttpClientRequest::send)
                .map(flood -> flood.pause()));

        var sent = settled(() -> client.stub("test-runner").getLong("sent"));

        assertThat(sent).isBetween(1L, 32L * MEGABYTE);
        response.request().connection().close();
    }

    @Test
    void a_service_that_does_not_read_slows_the_client_down_instead_of_filling_memory() {
        var sent = new AtomicLong();
        // Until the service's patience is over the client can send only what fits into the sockets between them. It
        // writes on its event loop alone: a drain beside a write on another thread can go unheard.
        var request = Client.await(
                client.open("POST", "/api/v1/sessions/import?do=stall").map(stalled -> {
                    stalled.setChunked(true).setWriteQueueMaxSize(64 * 1024);
                    stalled.drainHandler(drained -> pump(stalled, sent));
                    pump(stalled, sent);
                    return stalled;
                }));

        var settled = settled(sent::get);

        assertThat(settled).isBetween(1L, 32L * MEGABYTE);
        assertThat(Client.await(request.response()).statusCode()).isEqualTo(504);
    }

    private static void pump(HttpClientRequest request, AtomicLong sent) {
        var piece = Buffer.buffer(new byte[16 * 1024]);
        while (!request.writeQueueFull() && sent.get() < 200L * MEGABYTE) {
            request.write(piece);
            sent.addAndGet(piece.length());
        }
    }

    /** The value once it has stopped to grow. */
    private static long settled(java.util.function.LongSupplier value) {
        var last = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(400, TimeUnit.MILLISECONDS)
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> last.getAndSet(value.getAsLong()) == last.get() && last.get() > 0);
        return last.get();
    }
}
