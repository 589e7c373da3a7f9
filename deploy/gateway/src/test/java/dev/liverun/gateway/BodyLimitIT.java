package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Answer;
import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class BodyLimitIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static final int LIMIT = 4 * 1024 * 1024;
    private static final int UPLOAD_LIMIT = 64 * 1024 * 1024;

    @Test
    void a_body_that_announces_too_much_is_refused_before_the_service_hears_of_it() {
        var before = client.stub("session").getLong("requests");

        var answer = client.send("POST", "/api/v1/sessions?do=sink", Buffer.buffer(new byte[LIMIT + 1]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
        assertThat(answer.json().getInteger("limit_bytes")).isEqualTo(LIMIT);
        assertThat(client.stub("session").getLong("requests")).isEqualTo(before);
    }

    @Test
    void a_body_of_exactly_the_limit_passes() {
        var answer = client.send("POST", "/api/v1/sessions?do=sink", Buffer.buffer(new byte[LIMIT]));

        assertThat(answer.json().getInteger("bytes")).isEqualTo(LIMIT);
    }

    @Test
    void a_body_that_announces_nothing_is_cut_at_the_limit() {
        var answer = chunked("/api/v1/sessions?do=sink", LIMIT + 1);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
    }

    @Test
    void uploads_may_be_larger_and_are_cut_as_well() {
        assertThat(chunked("/api/v1/feedback/1/attachments?do=sink", LIMIT + 1).status())
                .isEqualTo(200);
        assertThat(chunked("/api/v1/results/import?do=sink", LIMIT + 1).status())
                .isEqualTo(200);
        assertThat(chunked("/api/v1/feedback/1/attachments?do=sink", UPLOAD_LIMIT + 1)
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_client_that_asks_first_is_told_before_it_sends() {
        var refused = Client.await(client.open(
                        "POST",
                        "/api/v1/sessions?do=sink",
                        "Expect",
                        "100-continue",
                        "Content-Length",
                        Integer.toString(LIMIT + 1))
                .compose(request -> {
                    request.sendHead();
                    return request.response();
                }));
        assertThat(refused.statusCode()).isEqualTo(413);

        var admitted = Client.await(
                client.open("POST", "/api/v1/sessions?do=sink", "Expect", "100-continue", "Content-Length", "5")
                        .compose(request -> {
                            request.continueHandler(goOn -> request.end("hello"));
                            request.sendHead();
                            return request.response().compose(response -> response.body());
                        }));
        assertThat(admitted.toJsonObject().getInteger("bytes")).isEqualTo(5);
    }

    @Test
    void after_a_refusal_the_connection_still_serves() {
        client.send("POST", "/api/v1/sessions?do=sink", Buffer.buffer(new byte[LIMIT + 1]));

        assertThat(client.get("/api/v1/sessions").status()).isEqualTo(200);
    }

    private Answer chunked(String uri, int bytes) {
        return Client.await(client.open("POST", uri)
                .compose(request -> {
                    request.setChunked(true);
                    return request.send(Buffer.buffer(new byte[bytes]));
                })
                .compose(response -> response.body()
                        .map(read -> new Answer(response.statusCode(), response.headers(), response.cookies(), read))));
    }
}
