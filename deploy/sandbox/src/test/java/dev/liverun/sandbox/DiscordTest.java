package dev.liverun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordTest {
    private static final String TOKEN = "/discord/api/v10/oauth2/token";
    private static final String ME = "/discord/api/v10/users/@me";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String REDIRECT = "http://127.0.0.1:9/callback?from=discord";
    private TestSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = TestSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String basic(String secret) {
        String pair = "300000000000000001:" + secret;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private TestSandbox.Answer token(String form) {
        return sandbox.send("POST", TOKEN, form, FORM, basic("discord-1"));
    }

    private static String bearer(JsonObject token) {
        return "Authorization: Bearer " + token.getString("access_token");
    }

    private String consent(String more) {
        var answer = sandbox.get("/discord/oauth2/authorize?response_type=code&client_id=300000000000000001"
                + "&scope=identify%20email&state=s%20t&redirect_uri=" + encoded(REDIRECT) + more);
        assertThat(answer.status()).isEqualTo(302);
        String location = answer.header("Location");
        assertThat(location).startsWith(REDIRECT + "&code=");
        assertThat(URI.create(location).getQuery()).endsWith("state=s t");
        return location.replaceAll(".*[?&]code=([^&]*).*", "$1");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void client_credentials_give_a_token_that_tells_who_one_is() {
        JsonObject token = token("grant_type=client_credentials&scope=identify").json();

        assertThat(token.getString("token_type")).isEqualTo("Bearer");
        assertThat(token.getInteger("expires_in")).isEqualTo(604_800);
        assertThat(token.containsKey("refresh_token")).isFalse();
        assertThat(sandbox.get(ME, bearer(token)).json().getString("username")).isEqualTo("ada");
        JsonObject authorization =
                sandbox.get("/discord/api/v10/oauth2/@me", bearer(token)).json();
        assertThat(authorization.getJsonArray("scopes")).containsExactly("identify");
        assertThat(authorization.getJsonObject("user").getString("id")).isEqualTo("200000000000000001");
    }

    @Test
    void a_person_consents_and_the_code_is_good_once() {
        String code = consent("");
        String form = "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encoded(REDIRECT);

        JsonObject token = token(form).json();

        assertThat(token.getString("scope")).isEqualTo("identify email");
        assertThat(sandbox.get(ME, bearer(token)).json().getString("email")).isEqualTo("ada@example.com");
        assertThat(token(form).json().getString("error")).isEqualTo("invalid_grant");
    }

    @Test
    void a_code_needs_the_verifier_of_its_challenge() {
        // The pair of RFC 7636, appendix B.
        String challenge = "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        String form = "grant_type=authorization_code&redirect_uri=" + encoded(REDIRECT) + "&code=";

        assertThat(token(form + consent(challenge)).json().getString("error")).isEqualTo("invalid_grant");
        assertThat(token(form + consent(challenge) + "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_refresh_token_gives_the_next_pair_and_ends_the_old_one() {
        JsonObject first = token(
                        "grant_type=authorization_code&code=" + consent("") + "&redirect_uri=" + encoded(REDIRECT))
                .json();
        String form = "grant_type=refresh_token&refresh_token=" + first.getString("refresh_token");

        JsonObject second = token(form).json();

        assertThat(sandbox.get(ME, bearer(second)).status()).isEqualTo(200);
        assertThat(sandbox.get(ME, bearer(first)).status()).isEqualTo(401);
        assertThat(token(form).json().getString("error")).isEqualTo("invalid_grant");
    }

    @Test
    void an_access_token_ends_with_its_time() {
        JsonObject token = token("grant_type=client_credentials").json();

        sandbox.clock.advance(Duration.ofSeconds(604_800));

        var answer = sandbox.get(ME, bearer(token));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json())
                .isEqualTo(new JsonObject().put("message", "401: Unauthorized").put("code", 0));
    }

    @Test
    void a_revoked_token_is_refused() {
        JsonObject token = token("grant_type=client_credentials").json();

        var revoked = sandbox.send(
                "POST", TOKEN + "/revoke", "token=" + token.getString("access_token"), FORM, basic("discord-1"));

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(sandbox.get(ME, bearer(token)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=client_credentials&scope=everything, 400, invalid_scope",
        "grant_type=password,                            400, unsupported_grant_type",
        "scope=identify,                                 400, invalid_request",
        "grant_type=authorization_code&code=x,           400, invalid_grant",
        "grant_type=refresh_token,                       400, invalid_grant",
        "grant_type=%zz,                                 400, invalid_request"
    })
    void a_wrong_token_request_gets_the_oauth_error(String form, int status, String error) {
        var answer = token(form);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getString("error")).isEqualTo(error);
    }

    @Test
    void wrong_client_credentials_are_an_invalid_client() {
        var answer = sandbox.send("POST", TOKEN, "grant_type=client_credentials", FORM, basic("wrong"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("error")).isEqualTo("invalid_client");
    }

    @Test
    void the_client_may_authenticate_in_the_form_but_not_in_json() {
        String form = "grant_type=client_credentials&client_id=300000000000000001&client_secret=discord-1";
        assertThat(sandbox.send("POST", TOKEN, form, FORM).status()).isEqualTo(200);
        assertThat(sandbox.send("POST", TOKEN, "{}", "Content-Type: application/json")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_fifty_first_request_of_a_second_on_a_route_is_limited() {
        var answer = sandbox.get("/discord/api/v10/gateway");
        assertThat(answer.json().getString("url")).isEqualTo("wss://gateway.discord.gg");
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("50");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("49");

        for (int i = 0; i < 50; i++) {
            answer = sandbox.get("/discord/api/v10/gateway");
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(answer.json().getDouble("retry_after")).isEqualTo(1.0);
        sandbox.clock.advance(Duration.ofSeconds(1));
        assertThat(sandbox.get("/discord/api/v10/gateway").status()).isEqualTo(200);
    }

    @Test
    void an_unknown_route_is_not_found_in_discords_style() {
        var answer = sandbox.get("/discord/api/v10/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("message")).isEqualTo("404: Not Found");
    }
}
