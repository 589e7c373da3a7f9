package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Packaged;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider whose access tokens are nobody's business, so that the services verify its ID tokens; it ends no sessions. */
class OidcIdTokenIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Packaged gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = Packaged.start("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void the_id_token_is_what_the_services_get() throws Exception {
        var cookies = signIn();

        var me = new JsonObject(get(gateway.address() + "/whoami", cookies).body());
        assertThat(me.getString("subject")).isEqualTo("olivia");
        assertThat(me.getJsonArray("roles")).containsExactly("tester");
        var seen = new JsonObject(
                get(gateway.address() + "/api/v1/feedback", cookies).body());
        var bearer = seen.getJsonObject("headers").getJsonArray("authorization").getString(0);
        assertThat(claims(bearer).getValue("aud").toString()).contains("liverun-console");
        assertThat(claims(bearer).getString("azp")).isEqualTo("liverun-console");
    }

    @Test
    void where_the_provider_ends_no_sessions_one_is_told_to_be_signed_in_there_still() throws Exception {
        var cookies = signIn();

        var out = CLIENT.send(
                HttpRequest.newBuilder(URI.create(gateway.address() + "/sign-out"))
                        .header("Cookie", cookies)
                        .header("Origin", gateway.address())
                        .header("X-Liverun-Client", "test")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(out.body()).getString("continue_at")).isEqualTo("/sign-in#signed-out-here");
        assertThat(out.headers().allValues("Set-Cookie")).hasSize(3).allSatisfy(cookie -> assertThat(cookie)
                .contains("Max-Age=0"));
    }

    /** By way of the provider; what the browser keeps afterwards. */
    private static String signIn() throws IOException, InterruptedException {
        var began = get(gateway.address() + "/sign-in/oidc", "");
        var answered = get(location(began), "");
        var done = get(location(answered), cookiesOf(began));
        assertThat(location(done)).isEqualTo("/sign-in#signed-in");
        return cookiesOf(done);
    }

    private static HttpResponse<String> get(String address, String cookies) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String cookiesOf(HttpResponse<String> answer) {
        List<String> set = answer.headers().allValues("Set-Cookie");
        return set.stream().map(cookie -> cookie.split(";")[0]).collect(Collectors.joining("; "));
    }

    private static JsonObject claims(String bearer) {
        var payload = bearer.substring("Bearer ".length()).split("\\.")[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
