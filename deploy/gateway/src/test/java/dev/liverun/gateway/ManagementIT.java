package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class ManagementIT {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(management.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/started"})
    void the_gateway_is_well_whatever_the_services_do(String path) throws Exception {
        try (var client = Client.plain()) {
            client.control("session", "stop");
            try {
                assertThat(get(path).statusCode()).isEqualTo(200);
            } finally {
                client.control("session", "start");
            }
        }
    }

    @Test
    void it_counts_what_it_passes_on_and_what_it_refuses() throws Exception {
        try (var client = Client.plain()) {
            client.get("/api/v1/feedback");
            client.send("BREW", "/api/v1/feedback", null);
            client.get("/api/v1/nothing");
        }

        assertThat(get("/q/metrics").body())
                .containsPattern(
                        "liverun_gateway_requests_seconds_count\\{method=\"GET\",outcome=\"2xx\",service=\"feedback\"}")
                .containsPattern("liverun_gateway_requests_seconds_count\\{method=\"OTHER\"")
                .doesNotContainPattern("liverun_gateway_[^\n]*BREW")
                .contains("liverun_gateway_refused_total{problem=\"not-found\"}", "liverun_gateway_websockets");
    }
}
