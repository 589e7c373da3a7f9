package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service behind TLS, and what a workflow can say about its certificate. */
@QuarkusTest
class CertificateIT {

    @Inject
    World world;

    @Test
    void whatIsSaidOfACertificateIsHeldAgainstTheOneThatWasShown() {
        var result = Api.result(Api.test(
                ADA,
                world.session(Map.of()),
                world.endpoint(TargetService.secureBaseUrl("localhost")),
                Api.known("""
                        liverun: 1
                        name: certificate
                        steps:
                          - name: look
                            request: {method: GET, url: /look}
                            assert:
                              - {certificate: subject, equals: CN=localhost}
                              - {certificate: issuer, contains: localhost}
                              - {certificate: not_after, matches: "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T"}
                              - {certificate: expires_in_days, between: [27, 29]}
                              - {certificate: protocol, equals: TLSv1.3}
                              - {certificate: expires_in_days, at_least: 90}
                        """)));

        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(result.getList("assertions.findAll { !it.passed }.name")).hasSize(1);
        assertThat(result.getString("assertions.find { !it.passed }.name")).contains("expires_in_days");
        assertThat(result.getInt("assertions.find { !it.passed }.actual"))
                .isBetween(TargetService.DAYS - 3, TargetService.DAYS - 1);
        assertThat(result.getList("assertions.findAll { it.passed }")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(result.getLong("response_data.steps[0].timings.tls_us")).isPositive();
    }

    @Test
    void aServiceWhoseCertificateIsForAnotherNameIsNotTalkedTo() {
        var url = TargetService.secureBaseUrl("127.0.0.1");

        var result = Api.result(Api.test(ADA, world.session(Map.of()), world.endpoint(url), Api.known("""
                liverun: 1
                name: other-name
                steps: [{name: look, request: {method: GET, url: /look}, assert: [{certificate: protocol, exists: true}]}]
                """)));

        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(result.getString("failure_class")).isEqualTo("NETWORK");
        assertThat(result.getString("response_data.steps[0].failure")).isEqualTo("TLS");
        assertThat(result.getString("response_data.steps[0].message")).contains("CN=localhost");
        assertThat(TargetService.received(url)).isEmpty();
    }
}
