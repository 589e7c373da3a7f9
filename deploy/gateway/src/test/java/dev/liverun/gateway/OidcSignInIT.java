package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Answer;
import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code flow against a provider that holds to the protocol, and against one that does not. */
@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class OidcSignInIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void the_sign_in_page_is_told_that_there_is_a_provider() {
        var way = client.get("/sign-in/ways").json().getJsonObject("oidc");

        assertThat(way.getString("name")).isEqualTo("Example Inc.");
        assertThat(way.getString("address")).isEqualTo("/sign-in/oidc");
    }

    @Test
    void the_way_to_the_provider_carries_state_nonce_and_challenge_and_nothing_that_finishes_the_sign_in() {
        var began = client.get("/sign-in/oidc");

        assertThat(began.status()).isEqualTo(303);
        var asked = queryOf(began.header("Location"));
        assertThat(asked)
                .containsEntry("client_id", "liverun-console")
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("scope", "openid profile email")
                .containsEntry("redirect_uri", "http://127.0.0.1:" + client.port() + "/sign-in/oidc/callback");
        assertThat(asked.get("state")).hasSize(43);
        assertThat(asked.get("nonce")).hasSize(43).isNotEqualTo(asked.get("state"));
        assertThat(began.cookies())
                .singleElement()
                .asString()
                .contains("Path=/sign-in", "SameSite=Lax", "Max-Age=600")
                .containsIgnoringCase("HttpOnly");
        var verifier = cookieOf(began, "oidc").split("\\.")[2];
        assertThat(began.header("Location")).doesNotContain(verifier);
        assertThat(queryOf(client.get("/sign-in/oidc").header("Location")).get("state"))
                .isNotEqualTo(asked.get("state"));
    }

    @Test
    void whoever_the_provider_knows_is_signed_in_as_by_a_link() {
        var done = signIn("");

        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo("/sign-in#signed-in");
        assertThat(done.header("Cache-Control")).isEqualTo("no-store");
        var session = named(done, "liverun-" + client.port() + "=");
        assertThat(session).contains("SameSite=Strict", "Path=/;").containsIgnoringCase("HttpOnly");
        var me = client.get("/whoami", "Cookie", session.split(";")[0]).json();
        assertThat(me.getString("subject")).isEqualTo("olivia");
        assertThat(me.getJsonArray("roles")).containsExactly("tester");
        assertThat(client.get("/api/v1/sessions", "Cookie", session.split(";")[0])
                        .seen("authorization"))
                .startsWith("Bearer ey");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "refuse,         refused",
        "other-nonce,    refused",
        "other-audience, refused",
        "other-key,      refused",
        "expired,        refused",
        "other-party,    refused",
        "other-subject,  not-accepted",
        "foreign-access, not-accepted",
        "opaque,         not-accepted",
        "other-issuer,   not-accepted",
        "long,           too-long",
    })
    void a_provider_that_proves_nothing_signs_nobody_in(String misbehaviour, String reason) {
        var done = signIn(misbehaviour);

        assertThat(done.header("Location")).isEqualTo("/sign-in#" + reason);
        assertThat(done.cookies()).noneMatch(cookie -> cookie.startsWith("liverun-" + client.port() + "="));
        assertThat(done.cookies()).noneMatch(cookie -> cookie.contains("-refresh"));
    }

    @Test
    void an_answer_that_this_browser_did_not_ask_for_is_not_taken() {
        var began = client.get("/sign-in/oidc");
        var answer = atProvider(began.header("Location"));
        var other = client.get("/sign-in/oidc");

        assertThat(client.get(answer).header("Location")).isEqualTo("/sign-in#expired");
        assertThat(client.get(answer, "Cookie", cookieHeader(other)).header("Location"))
                .isEqualTo("/sign-in#expired");
        var mixedUp = answer.replaceFirst("iss=.*", "iss=https://another-provider.example");
        assertThat(client.get(mixedUp, "Cookie", cookieHeader(began)).header("Location"))
                .isEqualTo("/sign-in#refused");
    }

    @Test
    void a_code_is_redeemed_with_the_verifier_it_was_asked_with_and_once() {
        var began = client.get("/sign-in/oidc");
        var answer = atProvider(began.header("Location"));
        var parts = cookieOf(began, "oidc").split("\\.");
        var otherVerifier = cookieHeader(began).replace(parts[2], "A".repeat(43));

        assertThat(client.get(answer, "Cookie", otherVerifier).header("Location"))
                .isEqualTo("/sign-in#refused");

        var again = client.get("/sign-in/oidc");
        var good = atProvider(again.header("Location"));
        assertThat(client.get(good, "Cookie", cookieHeader(again)).header("Location"))
                .isEqualTo("/sign-in#signed-in");
        assertThat(client.get(good, "Cookie", cookieHeader(again)).header("Location"))
                .isEqualTo("/sign-in#refused");
    }

    @Test
    void a_sign_in_is_renewed_before_it_runs_out_and_each_renewal_is_good_once() {
        var refresh = named(signIn(""), "liverun-" + client.port() + "-refresh=");
        assertThat(refresh).contains("Path=/sign-in;", "SameSite=Strict").containsIgnoringCase("HttpOnly");

        var renewed = renew(refresh.split(";")[0], own());

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().getString("subject")).isEqualTo("olivia");
        var session = named(renewed, "liverun-" + client.port() + "=").split(";")[0];
        assertThat(client.get("/whoami", "Cookie", session).json().getBoolean("signed_in"))
                .isTrue();
        assertThat(named(renewed, "liverun-" + client.port() + "-refresh=")).isNotEqualTo(refresh);
        var twice = renew(refresh.split(";")[0], own());
        assertThat(twice.status()).isEqualTo(401);
        assertThat(named(twice, "liverun-" + client.port() + "-refresh=")).contains("Max-Age=0");
    }

    @Test
    void a_foreign_page_renews_nothing_and_without_a_sign_in_there_is_nothing_to_renew() {
        var refresh =
                named(signIn(""), "liverun-" + client.port() + "-refresh=").split(";")[0];

        assertThat(renew(refresh, "https://evil.example").status()).isEqualTo(403);
        assertThat(renew("other=1", own()).status()).isEqualTo(401);
    }

    @Test
    void signing_out_takes_everything_back_and_ends_the_providers_session_too() {
        var kept = named(signIn(""), "liverun-" + client.port() + "-id=");
        assertThat(kept).contains("Path=/sign-out;", "SameSite=Strict").containsIgnoringCase("HttpOnly");

        var out = signOut(kept.split(";")[0]);

        assertThat(out.status()).isEqualTo(200);
        var there = out.json().getString("continue_at");
        assertThat(there).contains("/realms/liverun/logout?");
        assertThat(queryOf(there))
                .containsEntry("id_token_hint", kept.split(";")[0].split("=", 2)[1])
                .containsEntry("client_id", "liverun-console")
                .containsEntry("post_logout_redirect_uri", own() + "/sign-in/oidc/signed-out");
        for (var cookie : List.of("=", "-refresh=", "-id=")) {
            assertThat(named(out, "liverun-" + client.port() + cookie)).contains("Max-Age=0");
        }
        assertThat(client.get("/sign-in/oidc/signed-out").header("Location"))
                .isEqualTo("/sign-in#signed-out-everywhere");
    }

    @Test
    void whoever_came_by_a_link_is_not_sent_to_the_provider() {
        var out = signOut("liverun-" + client.port() + "=" + Client.token("tester"));

        assertThat(out.status()).isEqualTo(204);
        assertThat(named(out, "liverun-" + client.port() + "-refresh=")).contains("Max-Age=0", "Path=/sign-in");
    }

    @Test
    void whoever_signs_in_by_a_link_is_not_renewed_as_who_was_here_before() {
        var good = client.signIn(Client.token("tester"));
        var bad = client.signIn("not-a-token");

        assertThat(named(good, "liverun-" + client.port() + "-refresh=")).contains("Max-Age=0");
        assertThat(named(good, "liverun-" + client.port() + "-id=")).contains("Max-Age=0");
        assertThat(bad.cookies()).isEmpty();
    }

    private Answer signOut(String cookie) {
        return client.send("POST", "/sign-out", null, "Cookie", cookie, "Origin", own(), "X-Liverun-Client", "test");
    }

    private Answer signIn(String misbehaviour) {
        var began = client.get("/sign-in/oidc");
        return client.get(
                atProvider(began.header("Location") + "&login_hint=" + misbehaviour), "Cookie", cookieHeader(began));
    }

    /** The provider's page: where it sends the browser back to, as a path of the gateway's. */
    private String atProvider(String address) {
        var answered = Client.await(client.vertx()
                .createHttpClient()
                .request(new RequestOptions().setAbsoluteURI(address))
                .compose(request -> request.send())
                .map(response -> response.statusCode() + " " + response.getHeader("Location")));
        assertThat(answered).startsWith("302 " + own());
        return answered.substring(("302 " + own()).length());
    }

    private Answer renew(String cookie, String origin) {
        return client.send(
                "POST", "/sign-in/refresh", null, "Cookie", cookie, "Origin", origin, "X-Liverun-Client", "test");
    }

    private String own() {
        return "http://127.0.0.1:" + client.port();
    }

    private static String named(Answer answer, String start) {
        return answer.cookies().stream()
                .filter(cookie -> cookie.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " is not among " + answer.cookies()));
    }

    private static String cookieHeader(Answer answer) {
        return answer.cookies().stream().map(cookie -> cookie.split(";")[0]).collect(Collectors.joining("; "));
    }

    private String cookieOf(Answer answer, String what) {
        return named(answer, "liverun-" + client.port() + "-" + what + "=")
                .split(";")[0]
                .split("=", 2)[1];
    }

    private static Map<String, String> queryOf(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
