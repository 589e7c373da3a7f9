package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Auth.ClientAuthentication;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.credentials.DirectoryCredentials;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.MutableClock;
import dev.liverun.integrations.testing.Servers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {

    private static final OutgoingRequest GET = OutgoingRequest.get("/me");

    private final MutableClock clock = new MutableClock();
    private final Clients clients = new Clients();
    private final List<String> fetches = new CopyOnWriteArrayList<>();
    private volatile String accepted = "";
    private volatile String tokenAnswer =
            "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":300}";
    private volatile int tokenStatus = 200;
    private volatile int failingFetches;
    private String url;

    /** A service that answers with the credentials it was shown, and its token endpoint. */
    @BeforeEach
    void serve() {
        clients.clock = clock;
        url = "http://127.0.0.1:"
                + Servers.http(clients.vertx, request -> {
                    if (request.path().equals("/token")) {
                        issue(request);
                        return;
                    }
                    String shown = request.getHeader("Authorization") + " " + request.getHeader("X-API-Key");
                    request.response()
                            .setStatusCode(shown.contains(accepted) ? 200 : 401)
                            .end(shown);
                });
    }

    private void issue(HttpServerRequest request) {
        request.body().onSuccess(form -> {
            fetches.add(request.getHeader("Authorization") + " " + form);
            String answer = String.format(tokenAnswer, fetches.size());
            int status = fetches.size() <= failingFetches ? 503 : tokenStatus;
            clients.vertx.setTimer(
                    50, later -> request.response().setStatusCode(status).end(answer));
        });
    }

    private Target oauth() {
        return target(url, new Auth.OAuth("client", URI.create(url + "/token"), Optional.of("identify guilds")));
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void an_api_key_goes_into_its_header() {
        clients.credentials.put("key", "k-1");

        assertThat(clients.answered(target(url, Auth.apiKey("key")), GET).body().text())
                .isEqualTo("null k-1");
    }

    @Test
    void a_bearer_token_goes_into_the_authorization_header() {
        clients.credentials.put("bot", "b-1");

        assertThat(clients.answered(target(url, Auth.bearerToken("bot")), GET)
                        .body()
                        .text())
                .isEqualTo("Bearer b-1 null");
    }

    @Test
    void a_header_of_the_requests_own_is_not_replaced() {
        clients.credentials.put("bot", "b-1");

        Answered answered = clients.answered(
                target(url, Auth.bearerToken("bot")),
                OutgoingRequest.to("GET", "/me")
                        .header("Authorization", "Bearer wrong")
                        .build());

        assertThat(answered.body().text()).startsWith("Bearer wrong");
    }

    @Test
    void a_request_can_go_without_credentials() {
        clients.credentials.put("bot", "b-1");

        Answered answered = clients.answered(
                target(url, Auth.bearerToken("bot")),
                OutgoingRequest.to("GET", "/me").authenticated(false).build());

        assertThat(answered.body().text()).isEqualTo("null null");
    }

    @Test
    void a_missing_credential_fails_before_anything_is_sent() {
        Failed failed = clients.failed(target(url, Auth.apiKey("nowhere")), GET);

        assertThat(failed.kind()).isEqualTo(FailureKind.CREDENTIAL);
        assertThat(failed.phase()).isEqualTo(Phase.AUTH);
        assertThat(failed.message()).contains("LIVERUN_CREDENTIAL_NOWHERE");
    }

    @Test
    void a_rotated_credential_is_used_without_a_restart(@TempDir Path directory) throws IOException {
        clients.sources.add(new DirectoryCredentials(directory));
        write(directory, "old-value");
        Target target = target(url, Auth.apiKey("key"));
        assertThat(clients.answered(target, GET).body().text()).endsWith("old-value");

        write(directory, "new-value");
        clock.advance(Duration.ofSeconds(1));

        assertThat(clients.answered(target, GET).body().text()).endsWith("new-value");
        assertThat(clients.known.mask("old-value and new-value")).isEqualTo("[REDACTED] and [REDACTED]");
    }

    private static void write(Path directory, String value) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void many_calls_share_one_token_fetch() {
        clients.credentials.put("client", "id:s3cret");
        Target target = oauth();
        List<Uni<CallOutcome>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(clients.client().call(target, GET));
        }

        List<CallOutcome> outcomes = Uni.join().all(calls).andFailFast().await().atMost(Clients.PATIENCE);

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(((Answered) outcome).body().text()).startsWith("Bearer token-1"));
        assertThat(fetches).containsExactly("Basic aWQ6czNjcmV0 grant_type=client_credentials&scope=identify+guilds");
    }

    @Test
    void a_token_is_renewed_ahead_of_its_expiry_without_anyone_waiting() {
        clients.credentials.put("client", "id:s3cret");
        Target target = oauth();
        clients.answered(target, GET);

        clock.advance(Duration.ofSeconds(245));
        Answered meanwhile = clients.answered(target, GET);

        assertThat(meanwhile.body().text()).startsWith("Bearer token-1");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(clients.answered(target, GET).body().text()).startsWith("Bearer token-2"));
    }

    @Test
    void an_expired_token_is_not_used() {
        clients.credentials.put("client", "id:s3cret");
        Target target = oauth();
        clients.answered(target, GET);

        clock.advance(Duration.ofSeconds(301));

        assertThat(clients.answered(target, GET).body().text()).startsWith("Bearer token-2");
    }

    @Test
    void a_token_without_expiry_is_used_until_it_is_refused_and_then_fetched_once() {
        clients.credentials.put("client", "id:s3cret");
        tokenAnswer = "{\"access_token\":\"token-%d\"}";
        Target target = oauth();
        clients.answered(target, GET);
        clock.advance(Duration.ofDays(3));
        clients.answered(target, GET);
        assertThat(fetches).hasSize(1);

        accepted = "token-2";
        Answered renewed = clients.answered(target, GET);

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.attempts()).hasSize(1);
        assertThat(renewed.redirects()).isEmpty();
        assertThat(fetches).hasSize(2);
    }

    @Test
    void a_refusal_that_a_new_token_does_not_change_is_the_answer() {
        clients.credentials.put("client", "id:s3cret");
        accepted = "nothing that is ever issued";

        assertThat(clients.answered(oauth(), GET).status()).isEqualTo(401);
        assertThat(fetches).hasSize(2);
    }

    @Test
    void a_refresh_token_is_used_and_its_successor_kept() {
        clients.credentials.put(
                "client", "{\"client_id\":\"id\",\"client_secret\":\"s3cret\",\"refresh_token\":\"r-0\"}");
        tokenAnswer = "{\"access_token\":\"token-%d\",\"expires_in\":\"60\",\"refresh_token\":\"r-%1$d\"}";
        Target target = target(
                url, new Auth.OAuth("client", URI.create(url + "/token"), Optional.empty(), ClientAuthentication.BODY));
        clients.answered(target, GET);
        clock.advance(Duration.ofSeconds(61));
        clients.answered(target, GET);

        assertThat(fetches)
                .containsExactly(
                        "null grant_type=refresh_token&refresh_token=r-0&client_id=id&client_secret=s3cret",
                        "null grant_type=refresh_token&refresh_token=r-1&client_id=id&client_secret=s3cret");
    }

    @Test
    void a_refused_client_is_told_without_its_secret() {
        clients.credentials.put("client", "id:s3cret-canary");
        tokenStatus = 401;
        tokenAnswer = "{\"error\":\"invalid_client\",\"error_description\":\"s3cret-canary is wrong\"}";

        Failed failed = clients.failed(oauth(), GET);

        assertThat(failed.kind()).isEqualTo(FailureKind.CREDENTIAL);
        assertThat(failed.message())
                .isEqualTo("The token endpoint answered 401 (invalid_client) for the credential client");
    }

    @Test
    void a_token_endpoint_that_is_away_is_asked_again() {
        clients.credentials.put("client", "id:s3cret");
        clients.clock = Clock.systemUTC();
        clients.settings = new CallSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                1 << 20,
                "Liverun/test");
        failingFetches = 1;

        Answered answered = clients.answered(Clients.withRetries(oauth(), 10), GET);

        assertThat(answered.attempts()).hasSizeGreaterThan(1);
        assertThat(answered.attempts().get(0).message())
                .isEqualTo("The token endpoint answered 503 for the credential client");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void a_rotated_client_fetches_a_new_token() {
        clients.credentials.put("client", "id:one");
        Target target = oauth();
        clients.answered(target, GET);

        clients.credentials.put("client", "id:two");
        clock.advance(Duration.ofSeconds(1));

        assertThat(clients.answered(target, GET).body().text()).startsWith("Bearer token-2");
        assertThat(fetches.get(1)).startsWith("Basic aWQ6dHdv");
    }
}
