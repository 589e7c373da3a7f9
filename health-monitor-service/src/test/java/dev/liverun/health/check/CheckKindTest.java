package dev.liverun.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckKindTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.test/x?y=1, ANSWER, https://a.test/x?y=1",
        "ws://a.test/live, WEBSOCKET, http://a.test/live",
        "WSS://a.test:8443/live, WEBSOCKET, https://a.test:8443/live",
        "tcp://a.test:5432, CONNECTION, http://a.test:5432",
        "tcp://[::1]:5432, CONNECTION, http://[::1]:5432",
        "tls://a.test, CONNECTION, https://a.test",
        "tls://a.test:993/, CONNECTION, https://a.test:993/",
        "dns://a.test, ADDRESSES, http://a.test",
    })
    void the_scheme_says_how_far_the_call_goes_and_where(String url, Reach reach, String called) {
        var request = check(url).request(Duration.ZERO);

        assertThat(request.reach()).isEqualTo(reach);
        assertThat(request.url()).isEqualTo(called);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://a.test, must name a port",
        "tcp://a.test:5432/x, must not have a path",
        "tls://a.test/?x=1, must not have a path",
        "dns://a.test/x, must not have a path",
    })
    void a_url_fits_its_kind(String url, String objection) {
        assertThat(CheckKind.of(URI.create(url)).objection(URI.create(url)))
                .hasValueSatisfying(said -> assertThat(said).contains(objection));
    }

    @Test
    void a_websocket_is_hoped_to_switch_protocols_unless_said_otherwise() {
        assertThat(check("wss://a.test").definition().expects(101)).isTrue();
        assertThat(check("wss://a.test").definition().expects(200)).isFalse();
        assertThat(check("https://a.test").definition().expects(101)).isFalse();
    }

    private static EndpointCheck check(String url) {
        return new EndpointCheck(
                UUID.randomUUID(),
                URI.create("https://a.test"),
                url,
                Auth.none(),
                60,
                Duration.ofSeconds(10),
                0,
                CheckDefinition.DEFAULT);
    }
}
