package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.egress.EgressConfig.NameResolution;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.http.Proxy;
import dev.liverun.integrations.outcome.CallOutcome.Reached;
import dev.liverun.integrations.outcome.Contact;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Way;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.NameServer;
import dev.liverun.integrations.testing.NameServer.Behaviour;
import dev.liverun.integrations.testing.Servers;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call says of the network, whatever it says of the endpoint. */
class ContactTest {

    private static final OutgoingRequest GET = OutgoingRequest.get("");

    private final NameServer names = new NameServer();
    private final Clients clients = new Clients();

    @BeforeEach
    void askThatServer() {
        clients.nameServers = List.of(names.address());
    }

    @AfterEach
    void close() {
        clients.close();
        names.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "::1, LOOPBACK",
        "10.1.2.3, INNER",
        "100.64.0.1, INNER",
        "fd00::1, INNER",
        "198.51.100.1, INNER",
        "1.1.1.1, OUTER",
        "2606:4700::1, OUTER"
    })
    void an_address_says_which_way_leads_to_it(String address, Way way) throws UnknownHostException {
        assertThat(EgressPolicy.way(InetAddress.getByName(address))).isEqualTo(way);
    }

    @Test
    void an_answer_is_heard_over_a_new_connection_and_over_a_kept_one() {
        var target = target("http://127.0.0.1:"
                + Servers.http(clients.vertx, request -> request.response().end()));

        assertThat(clients.answered(target, GET).contact()).isEqualTo(new Contact(Way.LOOPBACK, true));
        var second = clients.answered(target, GET);
        assertThat(second.timings().reused()).isTrue();
        assertThat(second.contact()).isEqualTo(new Contact(Way.LOOPBACK, true));
    }

    @Test
    void who_refuses_a_connection_or_breaks_it_is_heard() {
        int resetting = Servers.tcp(clients.vertx, socket -> socket.close());

        assertThat(clients.failed(target("http://127.0.0.1:9"), GET).contact())
                .isEqualTo(new Contact(Way.LOOPBACK, true));
        assertThat(clients.failed(target("http://127.0.0.1:" + resetting), GET).contact())
                .isEqualTo(new Contact(Way.LOOPBACK, true));
    }

    @Test
    void of_several_addresses_one_that_refuses_is_enough() {
        clients.policy = new EgressPolicy(List.of("255.255.255.255"), true);
        clients.hosts.put("several.test", "127.0.0.1,255.255.255.255");

        assertThat(clients.soonFailed(target("http://several.test:9"), GET)
                        .contact()
                        .heard())
                .isTrue();
    }

    @Test
    void who_never_answers_is_not() {
        int port = Servers.http(clients.vertx, request -> {});

        assertThat(clients.soonFailed(target("http://127.0.0.1:" + port), GET).contact())
                .isEqualTo(new Contact(Way.LOOPBACK, false));
    }

    @ParameterizedTest
    @CsvSource({"NO_SUCH_NAME, DNS, true", "FAILS, DNS, false", "SILENT, TIMEOUT, false"})
    void that_a_name_does_not_exist_is_an_answer_and_nothing_else_that_a_resolver_says(
            Behaviour behaviour, FailureKind kind, boolean heard) {
        names.behaves(behaviour);

        var target = target("http://nothing.example");
        var request = OutgoingRequest.to("GET", "").reach(Reach.ADDRESSES).build();
        var failed =
                kind == FailureKind.TIMEOUT ? clients.soonFailed(target, request) : clients.failed(target, request);

        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.contact()).isEqualTo(new Contact(Way.NAMES, heard));
    }

    @Test
    void a_name_that_is_known_leads_to_its_address() throws UnknownHostException {
        names.knows("known.example", InetAddress.getByName("127.0.0.9"));

        assertThat(clients.call(
                        target("http://known.example"),
                        OutgoingRequest.to("GET", "").reach(Reach.ADDRESSES).build()))
                .isInstanceOfSatisfying(Reached.class, reached -> assertThat(reached.addresses())
                        .containsExactly("127.0.0.9"));
    }

    @Test
    void a_proxy_that_does_not_get_through_may_be_the_one_who_is_cut_off() {
        clients.proxy =
                Optional.of(new Proxy("127.0.0.1", 9, () -> Uni.createFrom().item(""), NameResolution.LOCAL));

        var failed = clients.failed(target("http://127.0.0.1:9"), GET);

        assertThat(failed.contact()).isEqualTo(new Contact(Way.PROXY, false));
    }

    @Test
    void without_a_token_because_nobody_answers_is_silence_too() {
        int port = Servers.http(clients.vertx, request -> {});
        clients.credentials.put("client", "id:secret");
        var auth = new Auth.OAuth("client", URI.create("http://127.0.0.1:" + port + "/token"), Optional.empty());

        var failed = clients.soonFailed(target("http://127.0.0.1:" + port, auth), GET);

        assertThat(failed.kind()).isEqualTo(FailureKind.CREDENTIAL);
        assertThat(failed.contact()).isEqualTo(new Contact(Way.LOOPBACK, false));
    }

    @Test
    void what_was_never_sent_says_nothing() {
        clients.gates.add((target, request) -> Optional.of("All calls are halted"));

        assertThat(clients.failed(target("http://127.0.0.1:9"), GET).contact()).isEqualTo(Contact.NONE);
    }
}
