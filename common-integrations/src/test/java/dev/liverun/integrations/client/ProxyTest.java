package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.egress.EgressConfig.NameResolution;
import dev.liverun.integrations.http.Proxy;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.Servers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

    private static final OutgoingRequest GET = OutgoingRequest.get("");

    private final Clients clients = new Clients();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private int service;
    private int proxy;

    @BeforeEach
    void serve() {
        clients.hosts.put("service.test", "127.0.0.1");
        service = Servers.http(clients.vertx, request -> request.response()
                .end(request.authority().toString()));
        proxy = Servers.tcp(clients.vertx, this::tunnel);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    /** Answers CONNECT by a connection to the service, whoever was asked for. */
    private void tunnel(NetSocket client) {
        client.handler(head -> {
            asked.add(head.toString());
            client.pause();
            clients.vertx.createNetClient().connect(service, "127.0.0.1").onSuccess(server -> {
                server.handler(client::write);
                client.handler(server::write);
                client.closeHandler(end -> server.close());
                server.closeHandler(end -> client.close());
                client.write("HTTP/1.1 200 OK\r\n\r\n");
                client.resume();
            });
        });
    }

    private void through(int port, String credential, NameResolution resolution) {
        clients.proxy =
                Optional.of(new Proxy("127.0.0.1", port, () -> Uni.createFrom().item(credential), resolution));
    }

    @Test
    void the_proxy_is_asked_for_the_checked_address_and_the_service_for_its_name() {
        through(proxy, "", NameResolution.LOCAL);

        assertThat(clients.answered(target("http://service.test:" + service), GET)
                        .body()
                        .text())
                .isEqualTo("service.test:" + service);

        assertThat(asked).singleElement().satisfies(head -> assertThat(head)
                .startsWith("CONNECT 127.0.0.1:" + service + " HTTP/1.1")
                .doesNotContainIgnoringCase("authorization"));
    }

    @Test
    void the_proxy_may_resolve_names_and_gets_its_credential() {
        clients.hosts.put("outside.test", "");
        through(proxy, "user:pass", NameResolution.PROXY);

        clients.answered(target("http://outside.test:81"), GET);

        assertThat(asked).singleElement().satisfies(head -> assertThat(head)
                .startsWith("CONNECT outside.test:81 HTTP/1.1")
                .containsIgnoringCase("proxy-authorization: Basic dXNlcjpwYXNz"));
    }

    @Test
    void a_literal_private_address_is_refused_also_with_a_resolving_proxy() {
        through(proxy, "", NameResolution.PROXY);

        assertThat(clients.failed(target("http://10.0.0.1"), GET).kind()).isEqualTo(FailureKind.POLICY);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_proxy_that_refuses_is_told() {
        through(
                Servers.raw(clients.vertx, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", false),
                "",
                NameResolution.LOCAL);

        Failed failed = clients.failed(target("http://service.test:" + service), GET);

        assertThat(failed.kind()).isEqualTo(FailureKind.CONNECT);
        assertThat(failed.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failed.message()).startsWith("The egress proxy does not connect to service.test");
    }
}
