package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import dev.liverun.gateway.testing.Keys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class SignInIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private String own() {
        return "http://127.0.0.1:" + client.port();
    }

    private String cookie(String token) {
        return "liverun-" + client.port() + "=" + token;
    }

    @Test
    void a_valid_token_becomes_a_cookie_that_scripts_and_foreign_pages_cannot_use() {
        var token = Client.tokenOf("ann-signs-in", "tester", "viewer");

        var answer = client.signIn(token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("subject")).isEqualTo("ann-signs-in");
        assertThat(answer.json().getJsonArray("roles")).containsExactly("tester", "viewer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.cookies())
                .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
                .singleElement()
                .asString()
                .startsWith(cookie(token))
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict", "Path=/", "Max-Age=")
                .doesNotContain("Secure", "Domain");
        assertThat(answer.body().toString()).doesNotContain(token);
    }

    @Test
    void the_cookie_becomes_the_bearer_header_that_services_verify() {
        var token = Client.token("tester");

        var answer = client.get("/api/v1/sessions", "Cookie", "other=1; " + cookie(token) + "; more=2");

        assertThat(answer.seen("authorization")).isEqualTo("Bearer " + token);
        assertThat(answer.seen("cookie")).isNull();
    }

    @Test
    void a_bearer_header_goes_before_the_cookie() {
        var mine = Client.token("tester");

        var answer = client.get(
                "/api/v1/sessions", "Authorization", "Bearer " + mine, "Cookie", cookie(Client.token("admin")));

        assertThat(answer.seen("authorization")).isEqualTo("Bearer " + mine);
    }

    @Test
    void what_is_no_valid_token_becomes_no_cookie() {
        var expired = Keys.token(Client.key(), "ann", Instant.now().minusSeconds(60), Keys.ISSUER, "tester");
        var foreign = Keys.token(Client.key(), "ann", Instant.now().plusSeconds(60), "https://elsewhere", "tester");
        var valid = Client.token("tester");
        var forged = valid.substring(0, valid.length() - 8) + "AAAAAAAA";
        var unsigned = "eyJhbGciOiJub25lIn0." + valid.split("\\.")[1] + ".";

        for (var token : List.of(expired, foreign, forged, unsigned, "nonsense", "a.b.c")) {
            var answer = client.signIn(token);
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.cookies()).isEmpty();
            assertThat(answer.problem()).isEqualTo("unauthenticated");
            assertThat(answer.body().toString()).doesNotContain(token);
            assertThat(client.get("/api/v1/sessions", "Cookie", cookie(token)).seen("authorization"))
                    .isNull();
        }
        assertThat(client.send("POST", "/sign-in", null, "Origin", own(), "X-Liverun-Client", "t")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_that_no_browser_would_keep_is_refused_with_the_reason() {
        var answer = client.signIn("x".repeat(4000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).contains("too long for a cookie");
    }

    @Test
    void whoever_asks_who_they_are_is_told() {
        assertThat(client.get("/whoami").json().getBoolean("signed_in")).isFalse();

        var me = client.get("/whoami", "Cookie", cookie(Client.tokenOf("bob-asks", "viewer")))
                .json();
        assertThat(me.getBoolean("signed_in")).isTrue();
        assertThat(me.getString("subject")).isEqualTo("bob-asks");
        assertThat(Instant.parse(me.getString("expires_at"))).isAfter(Instant.now());
    }

    @Test
    void signing_out_takes_the_cookie_back() {
        var answer = client.send(
                "POST",
                "/sign-out",
                null,
                "Cookie",
                cookie(Client.token("tester")),
                "Origin",
                own(),
                "X-Liverun-Client",
                "test");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.cookies())
                .anySatisfy(cookie -> assertThat(cookie).contains("liverun-" + client.port() + "=;", "Max-Age=0"));
    }

    @ParameterizedTest(name = "{0} from {1}, fetched {2}, header {3}: {4}")
    @CsvSource({
        "POST,   own,                         same-origin, yes, 200",
        "POST,   own,                         '',          yes, 200",
        "POST,   '',                          same-origin, yes, 200",
        "DELETE, own,                         same-origin, yes, 200",
        "POST,   own,                         same-origin, no,  403",
        "POST,   '',                          '',          yes, 403",
        "POST,   https://evil.example,        cross-site,  yes, 403",
        "POST,   https://evil.example,        '',          yes, 403",
        "POST,   null,                        '',          yes, 403",
        "POST,   http://127.0.0.1:1,          same-site,   yes, 403",
        "POST,   own,                         same-site,   yes, 403",
        "PUT,    '',                          none,        yes, 403",
        "PATCH,  '',                          cross-site,  yes, 403",
        "POST,   https://console.example.org, cross-site,  yes, 200",
        "POST,   https://console.example.org, cross-site,  no,  403",
        "GET,    '',                          same-origin, no,  200",
        "GET,    '',                          none,        no,  200",
        "GET,    '',                          '',          no,  200",
        "GET,    '',                          cross-site,  no,  403",
        "GET,    http://127.0.0.1:1,          same-site,   no,  403",
    })
    void a_cookie_acts_only_for_our_own_pages(String method, String origin, String site, String header, int status) {
        var headers = new ArrayList<String>(List.of("Cookie", cookie(Client.token("tester"))));
        if (!origin.isEmpty()) {
            Collections.addAll(headers, "Origin", origin.equals("own") ? own() : origin);
        }
        if (!site.isEmpty()) {
            Collections.addAll(headers, "Sec-Fetch-Site", site);
        }
        if (header.equals("yes")) {
            Collections.addAll(headers, "X-Liverun-Client", "test");
        }

        var answer = client.send(method, "/api/v1/sessions", null, headers.toArray(String[]::new));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.problem()).isEqualTo("cross-site-request");
        }
    }

    @Test
    void a_link_that_somebody_follows_from_elsewhere_is_no_danger() {
        var answer = client.get(
                "/api/v1/sessions",
                "Cookie",
                cookie(Client.token("tester")),
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_bearer_header_needs_no_protection() {
        var answer = client.send(
                "POST",
                "/api/v1/sessions",
                Buffer.buffer("{}"),
                "Authorization",
                "Bearer " + Client.token("tester"),
                "Origin",
                "https://elsewhere.example");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_foreign_page_can_neither_sign_anybody_in_nor_out() {
        for (var path : List.of("/sign-in", "/sign-out")) {
            var answer = client.send(
                    "POST",
                    path,
                    null,
                    "Authorization",
                    "Bearer " + Client.token("tester"),
                    "Origin",
                    "https://evil.example",
                    "X-Liverun-Client",
                    "x");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.cookies()).isEmpty();
        }
    }

    @Test
    void no_token_gets_into_the_log() {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(String.format(
                        "%s %s %s",
                        line.getMessage(),
                        List.of(line.getParameters() == null ? new Object[0] : line.getParameters()),
                        line.getThrown()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        root.addHandler(listener);
        var token = Client.token("tester");
        try {
            client.signIn(token);
            client.signIn(token + "x");
            client.get("/api/v1/sessions?access_token=" + token, "Authorization", "Bearer " + token);
            client.get("/api/v1/sessions?do=break", "Cookie", cookie(token));
            client.get("/api/v1/sessions?do=hang", "Authorization", "Bearer " + token);
        } finally {
            root.removeHandler(listener);
        }

        assertThat(lines)
                .anyMatch(line -> line.contains("/api/v1/sessions"))
                .noneMatch(line -> line.contains(token.substring(20, 60)));
    }
}
