package dev.liverun.gateway.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {

    @Test
    void what_concerns_one_connection_does_not_cross_it() {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add("Connection", "keep-alive, X-Only-Here")
                .add("connection", "x-nor-this")
                .add("Keep-Alive", "timeout=5")
                .add("TE", "trailers")
                .add("Transfer-Encoding", "chunked")
                .add("Proxy-Authorization", "Basic secret")
                .add("X-Only-Here", "1")
                .add("X-Nor-This", "2")
                .add("X-Stays", "3");

        RequestHeaders.removeHopByHop(headers);

        assertThat(headers.names()).containsExactly("X-Stays");
    }
}
