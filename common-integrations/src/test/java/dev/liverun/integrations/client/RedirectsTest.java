package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.Servers;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedirectsTest {

    private final Clients clients = new Clients();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private String first;
    private String second;

    @BeforeEach
    void serve() {
        clients.hosts.put("first.test", "127.0.0.1");
        clients.hosts.put("second.test", "127.0.0.1");
        clients.hosts.put("inner.test", "10.1.2.3");
        clients.credentials.put("key", "canary-secret");
        first = "http://first.test:" + Servers.http(clients.vertx, this::answer);
        second = "http://second.test:" + Servers.http(clients.vertx, this::answer);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    /** {@code /302?http://…} redirects, everything else answers what it received. */
    private void answer(HttpServerRequest request) {
        String path = request.path();
        request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri() + " key=" + request.getHeader("X-API-Key") + " auth="
                    + request.getHeader("Authorization") + " cookie=" + request.getHeader("Cookie") + " body=" + body);
            if (path.matches("/30\\d")) {
                request.response()
                        .setStatusCode(Integer.parseInt(path.substring(1)))
                        .putHeader("Location", request.query())
                        .end();
            } else {
                request.response().end("arrived");
            }
        });
    }

    @Test
    void credentials_go_along_on_the_same_host() {
        Answered answered = clients.answered(
                target(first, Auth.apiKey("key")),
                OutgoingRequest.to("GET", "/302?/here").header("Cookie", "a=b").build());

        assertThat(seen.get(1)).isEqualTo("GET /here key=canary-secret auth=null cookie=a=b body=");
        assertThat(answered.redirects()).hasSize(1);
        assertThat(answered.url()).hasToString(first + "/here");
    }

    @Test
    void credentials_do_not_cross_hosts() {
        clients.answered(
                target(first, Auth.apiKey("key")),
                OutgoingRequest.to("GET", "/302?" + second + "/there")
                        .header("Cookie", "a=b")
                        .header("Authorization", "Basic abc")
                        .build());

        assertThat(seen.get(0)).contains("key=canary-secret", "auth=Basic abc", "cookie=a=b");
        assertThat(seen.get(1)).isEqualTo("GET /there key=null auth=null cookie=null body=");
    }

    @Test
    void credentials_do_not_come_back_after_a_detour() {
        clients.answered(
                target(first, Auth.apiKey("key")), OutgoingRequest.get("/302?" + second + "/302?" + first + "/home"));

        assertThat(seen.get(2)).startsWith("GET /home key=null");
    }

    @Test
    void an_absolute_url_elsewhere_gets_no_credentials() {
        clients.answered(target(first, Auth.apiKey("key")), OutgoingRequest.get(second + "/health"));

        assertThat(seen.get(0)).startsWith("GET /health key=null");
    }

    @Test
    void a_redirect_to_a_private_address_is_refused() {
        Failed failed = clients.failed(target(first), OutgoingRequest.get("/302?http://inner.test/admin"));

        assertThat(failed.kind()).isEqualTo(FailureKind.POLICY);
        assertThat(failed.message()).contains("inner.test", "10.1.2.3", "private address");
    }

    @Test
    void a_redirect_to_another_scheme_is_refused() {
        assertThat(clients.failed(target(first), OutgoingRequest.get("/302?ftp://second.test/x"))
                        .kind())
                .isEqualTo(FailureKind.POLICY);
    }

    @Test
    void a_loop_ends_after_five_redirects() {
        int port = Servers.http(clients.vertx, request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "/again")
                .end());

        Answered answered = clients.answered(target("http://127.0.0.1:" + port), OutgoingRequest.get("/"));

        assertThat(answered.status()).isEqualTo(302);
        assertThat(answered.redirects()).hasSize(5);
    }

    @Test
    void with_a_limit_of_zero_the_redirect_is_the_answer() {
        Answered answered = clients.answered(
                target(first),
                OutgoingRequest.to("GET", "/302?/here").redirectLimit(0).build());

        assertThat(answered.status()).isEqualTo(302);
        assertThat(answered.redirects()).isEmpty();
    }

    @Test
    void see_other_becomes_a_get_and_temporary_redirect_keeps_the_request() {
        clients.answered(
                target(first),
                OutgoingRequest.to("POST", "/303?/a").body("text/plain", "data").build());
        clients.answered(
                target(first),
                OutgoingRequest.to("POST", "/307?/b").body("text/plain", "data").build());

        assertThat(seen.get(1)).startsWith("GET /a").endsWith("body=");
        assertThat(seen.get(3)).startsWith("POST /b").endsWith("body=data");
    }
}
