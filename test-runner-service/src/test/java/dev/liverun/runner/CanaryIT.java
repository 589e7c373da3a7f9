package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.SandboxResource;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Secrets are planted everywhere a secret can come from (an endpoint's credential, a captured token, a secret variable, a
 * service that gives them back in plain, percent-encoded, in base64, in a message) and then searched for everywhere that
 * something is kept or told: every table, every topic, the log, and all that the API shows.
 */
@QuarkusTest
class CanaryIT {

    private static final String CAPTURED = "canary-captured/4711+zz";
    private static final String GIVEN = "canary-given-0815-yy";

    @Inject
    World world;

    @Inject
    Rows rows;

    @Inject
    Published published;

    @Test
    void noSecretIsKeptOrToldAnywhere() {
        var logged = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord told) {
                synchronized (logged) {
                    logged.add(told.getMessage() + " " + java.util.Arrays.toString(told.getParameters()) + " "
                            + told.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            var session = world.session(APPROVED);
            var target = TargetService.baseUrl();
            var bearer = SandboxResource.WALLET_TOKEN;
            var encoded = java.net.URLEncoder.encode(CAPTURED, StandardCharsets.UTF_8);
            var all = "{\"plain\": \"" + bearer + "\", \"url\": \"a=" + encoded + "&b=1\", \"note\": \""
                    + GIVEN + " and "
                    + Base64.getEncoder().encodeToString(("u:" + CAPTURED).getBytes(StandardCharsets.UTF_8))
                    + "\"}";
            TargetService.answer(target, "POST /sign-in", new Answer(200, "{\"value\": \"" + CAPTURED + "\"}"));
            TargetService.answer(target, "GET /all", new Answer(500, all));
            TargetService.answer(target, "POST /things", new Answer(500, all));
            var endpoint = world.endpoint(Siblings.endpoint(
                    Ids.next(),
                    "canary",
                    target,
                    new EndpointAuth(AuthType.BEARER_TOKEN, "wallet", null, null, null),
                    true));

            var result = Api.result(Api.test(ADA, session, endpoint, workflow(), Map.of("given", GIVEN)));
            var preview = Api.as(ADA)
                    .body(Map.of(
                            "tests",
                            List.of(Map.of(
                                    "endpoint_id",
                                    endpoint,
                                    "test_name",
                                    workflow(),
                                    "test_data",
                                    Map.of("given", GIVEN)))))
                    .post(Api.BASE + "/sessions/" + session + "/runs/preview");

            assertThat(result.getString("status")).isEqualTo("FAILED");
            assertThat(TargetService.received(target).get(0).headers().get("Authorization"))
                    .containsExactly("Bearer " + bearer);
            assertThat(TargetService.received(target).get(1).headers().get("X-given"))
                    .containsExactly(GIVEN);
            var secrets = List.of(
                    bearer,
                    CAPTURED,
                    GIVEN,
                    encoded,
                    Base64.getEncoder()
                            .encodeToString(GIVEN.getBytes(StandardCharsets.UTF_8))
                            .substring(0, 20));
            await().atMost(Duration.ofSeconds(30)).until(() -> rows.count("select count(*) from outbox") == 0);
            for (var secret : secrets) {
                for (var table : rows.tables()) {
                    assertThat(rows.count(
                                    "select count(*) from " + table + " as t where t::text like '%' || $1 || '%'",
                                    secret))
                            .as("%s in %s", secret, table)
                            .isZero();
                }
                assertThat(published.raw()).as(secret).noneMatch(told -> told.contains(secret));
                synchronized (logged) {
                    assertThat(logged).as(secret).noneMatch(line -> line.contains(secret));
                }
                assertThat(preview.asString()).doesNotContain(secret);
                for (var path : List.of(
                        "/results/" + result.getString("id"),
                        "/runs/" + result.getString("run_id"),
                        "/sessions/" + session + "/results",
                        "/sessions/" + session + "/runs/orphans")) {
                    assertThat(Tokens.as(Roles.VIEWER).get(Api.BASE + path).asString())
                            .doesNotContain(secret);
                }
                assertThat(Tokens.as(Roles.OPERATOR)
                                .get(Api.BASE + "/operations/test-runner/audit")
                                .asString())
                        .doesNotContain(secret);
            }
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
    }

    private static String workflow() {
        return Api.known("""
                liverun: 1
                name: canaries-everywhere
                vars: {given: }
                secrets: [given]
                steps:
                  - name: sign in
                    kind: read
                    request: {method: POST, url: /sign-in}
                    capture: {it: {jsonpath: $.value, secret: true}}
                  - name: use
                    request: {method: GET, url: /all, query: {q: "${it}"}, headers: {X-Given: "${given}", X-B: "${base64(given)}"}}
                    assert: [{status: 500}, {jsonpath: $.plain, equals: nothing}, {jsonpath: $.note, contains: "${it}"}, {body: x}]
                  - name: look again
                    request: {method: GET, url: "/all/${it}"}
                """);
    }
}
