package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.testing.Certificates;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.Servers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final OutgoingRequest GET = OutgoingRequest.get("");

    private static Certificates valid;
    private static Certificates expired;

    private final Clients clients = new Clients();

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) {
        valid = Certificates.selfSigned(directory, "secure.test", "-1d", 30);
        expired = Certificates.selfSigned(directory, "secure.test", "-3d", 1);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private String serve(Certificates certificates, String host) {
        clients.hosts.put(host, "127.0.0.1");
        int port = Servers.https(clients.vertx, certificates.keyStore(), request -> request.response()
                .end(request.authority().toString() + " " + request.connection().indicatedServerName()));
        return "https://" + host + ":" + port;
    }

    @Test
    void a_trusted_certificate_is_told_with_its_expiry_and_the_name_is_indicated() {
        clients.authorities = Optional.of(valid.pem());
        String url = serve(valid, "secure.test");

        Answered answered = clients.answered(target(url), GET);

        assertThat(answered.body().text()).isEqualTo(url.substring("https://".length()) + " secure.test");
        assertThat(answered.timings().tlsMicros()).isPositive();
        assertThat(answered.tls()).hasValueSatisfying(tls -> {
            assertThat(tls.protocol()).isEqualTo("TLSv1.3");
            assertThat(tls.subject()).isEqualTo("CN=secure.test");
            assertThat(tls.notAfter()).isAfter(Instant.now().plusSeconds(86400 * 28));
        });
    }

    @Test
    void an_expired_certificate_fails_and_is_told_all_the_same() {
        clients.authorities = Optional.of(expired.pem());

        Failed failed = clients.failed(target(serve(expired, "secure.test")), GET);

        assertThat(failed.kind()).isEqualTo(FailureKind.TLS);
        assertThat(failed.phase()).isEqualTo(Phase.TLS);
        assertThat(failed.message()).contains("expired at");
        assertThat(failed.tls())
                .hasValueSatisfying(tls -> assertThat(tls.notAfter()).isBefore(Instant.now()));
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused() {
        assertThat(clients.failed(target(serve(valid, "secure.test")), GET).message())
                .contains("not from an authority that is trusted");
    }

    @Test
    void a_certificate_for_another_name_is_refused() {
        clients.authorities = Optional.of(valid.pem());

        assertThat(clients.failed(target(serve(valid, "other.test")), GET).message())
                .contains("not acceptable, it is for CN=secure.test");
    }
}
