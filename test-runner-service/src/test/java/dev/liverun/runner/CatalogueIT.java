package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.SandboxResource;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workflow of the catalogue against the stand-in of its integration, with real credentials and protocols. */
@QuarkusTest
class CatalogueIT {

    @Inject
    World world;

    @Inject
    Siblings siblings;

    static Stream<Arguments> catalogue() {
        return Stream.of(
                Arguments.of(
                        "yunite",
                        "yunite-account-link",
                        new EndpointAuth(AuthType.API_KEY, "yunite", "Y-Api-Token", null, null)),
                Arguments.of(
                        "discord",
                        "discord-oauth",
                        new EndpointAuth(
                                AuthType.OAUTH,
                                "discord",
                                null,
                                SandboxResource.url("discord") + "/api/v10/oauth2/token",
                                "identify")),
                Arguments.of("banano", "banano-payment", Siblings.open()),
                Arguments.of(
                        "wallet",
                        "wallet-lifecycle",
                        new EndpointAuth(AuthType.BEARER_TOKEN, "wallet", null, null, null)),
                Arguments.of(
                        "admin",
                        "admin-lifecycle",
                        new EndpointAuth(AuthType.API_KEY, "admin", "X-API-Key", null, null)));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void aWorkflowPassesAgainstItsIntegration(String integration, String workflow, EndpointAuth auth) {
        var session = world.session(APPROVED);

        var result = Api.result(Api.test(ADA, session, endpoint(integration, auth), workflow));

        assertThat(result.getString("status")).as(result.prettify()).isEqualTo("PASSED");
        assertThat(result.getList("assertions")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(result.prettify()).doesNotContain("-for-tests");
    }

    @Test
    void aPaymentWhileTheNodeIsDownIsAnOutageAndPaysNothing() {
        var session = world.session(APPROVED);
        var endpoint = endpoint("banano", Siblings.open());
        siblings.tell(Siblings.health(endpoint, HealthStatus.UNHEALTHY, 1));
        world.eventually("select count(*) from endpoint_health_view where endpoint_id = $1", endpoint);
        SandboxResource.breakDown("banano", "{\"status\": 503}");
        try {
            var result = Api.result(Api.test(ADA, session, endpoint, "banano-payment"));

            assertThat(result.getString("status")).isEqualTo("FAILED");
            assertThat(result.getString("failure_class")).isEqualTo("PROVIDER_OUTAGE");
            assertThat(Api.get("/runs/" + result.getString("run_id")).getList("intents"))
                    .isEmpty();
        } finally {
            SandboxResource.mend("banano");
        }
    }

    @Test
    void aWalletIsDeletedAlsoWhenTheTestFailsInBetween() {
        var session = world.session(APPROVED);
        var endpoint = endpoint("wallet", new EndpointAuth(AuthType.BEARER_TOKEN, "wallet", null, null, null));
        SandboxResource.breakDown("wallet", "{\"status\": 500, \"method\": \"GET\"}");
        try {
            var result = Api.result(Api.test(ADA, session, endpoint, "wallet-lifecycle"));

            assertThat(result.getString("status")).isEqualTo("FAILED");
            assertThat(result.getList("response_data.undone.state")).containsExactly("DONE");
        } finally {
            SandboxResource.mend("wallet");
        }
    }

    private UUID endpoint(String name, EndpointAuth auth) {
        return world.endpoint(Siblings.endpoint(Ids.next(), name, SandboxResource.url(name), auth, true));
    }
}
