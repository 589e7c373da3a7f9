package dev.liverun.health.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All other services are absent in these tests; this one is up, and says so where only operators ask. */
@QuarkusTest
class ManagementIT {

    @TestHTTPResource(management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void it_is_up_with_all_others_absent(String kind) {
        given().get(management.resolve("/q/health/" + kind))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
    }

    @Test
    void metrics_tell_of_checks_and_name_no_endpoint() {
        var id = Integrations.registerChecked("http://127.0.0.1:9", Map.of());

        given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("liverun_health_checks_total{status=\"UNHEALTHY\""))
                .body(containsString("liverun_health_start_delay_seconds"))
                .body(not(containsString(id.toString())));
    }

    /** Bounded to two in these tests. */
    @Test
    void single_endpoints_have_series_up_to_a_bound_and_all_are_counted() {
        for (int i = 0; i < 3; i++) {
            Integrations.registerChecked("http://127.0.0.1:9", Map.of());
        }

        var metrics = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> given().get(management.resolve("/q/metrics")).asString(),
                        seen -> series(seen, "liverun_health_endpoint_status{") > 0
                                && seen.contains("liverun_health_endpoints{status="));

        assertThat(series(metrics, "liverun_health_endpoint_status{")).isLessThanOrEqualTo(2);
        assertThat(series(metrics, "liverun_health_endpoint_response_seconds{")).isLessThanOrEqualTo(2);
    }

    private static long series(String metrics, String name) {
        return metrics.lines().filter(line -> line.startsWith(name)).count();
    }

    @Test
    void neither_is_public() {
        given().get("/q/metrics").then().statusCode(404);
        given().get("/q/health/ready").then().statusCode(404);
    }
}
