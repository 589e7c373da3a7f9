package dev.liverun.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.outcome.FailureKind;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFailuresTest {

    private static final Origin ORIGIN = Origin.of(UUID.randomUUID(), URI.create("https://integration.test"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Network is unreachable",
                "No route to host",
                "recvAddress(..) failed: Connection timed out",
                "Network is down"
            })
    void a_connection_that_the_network_lost_is_silence(String message) {
        var lost = new IOException(message);

        assertThat(WireFailures.broken(ORIGIN, true, lost).contact().heard()).isFalse();
        assertThat(WireFailures.tls(ORIGIN, new SSLException("handshake", lost))
                        .contact()
                        .heard())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection reset by peer", "Broken pipe"})
    void one_that_the_remote_side_ended_is_not(String message) {
        var broken = WireFailures.broken(ORIGIN, false, new IOException(message));

        assertThat(broken.kind()).isEqualTo(FailureKind.RESET);
        assertThat(broken.contact().heard()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Connection refused, true",
        "Connection reset by peer, true",
        "Network is unreachable, false",
        "Cannot assign requested address, false",
        "connection timed out, false"
    })
    void a_connection_that_does_not_come_about_is_heard_of_when_somebody_says_no(String message, boolean heard) {
        var failure = WireFailures.connect(ORIGIN, new SocketException(message));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT);
        assertThat(failure.contact().heard()).isEqualTo(heard);
    }

    @Test
    void one_that_just_ended_was_ended_by_the_remote_side() {
        assertThat(WireFailures.broken(ORIGIN, false, null).contact().heard()).isTrue();
        assertThat(WireFailures.broken(ORIGIN, false, new ClosedChannelException())
                        .contact()
                        .heard())
                .isTrue();
    }
}
