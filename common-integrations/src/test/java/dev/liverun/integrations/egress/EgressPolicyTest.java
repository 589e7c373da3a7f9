package dev.liverun.integrations.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.8.8.8, loopback",
        "::1, loopback",
        "::ffff:127.0.0.1, loopback",
        "10.0.0.1, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "fd12:3456::1, private",
        "169.254.169.254, metadata",
        "fd00:ec2::254, metadata",
        "169.254.1.1, link-local",
        "fe80::1, link-local",
        "100.64.0.1, NAT",
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "::, unspecified",
        "224.0.0.1, multicast",
        "ff02::1, multicast",
        "255.255.255.255, broadcast",
        "64:ff9b::a9fe:a9fe, stands for an IPv4",
        "64:ff9b:1::1, stands for an IPv4",
        "2002:7f00:1::, stands for an IPv4",
        "2001:0:7f00:1::, stands for an IPv4",
        "::127.0.0.1, stands for an IPv4",
        "198.18.0.1, reserved",
        "192.0.2.1, reserved",
        "240.0.0.1, reserved",
        "2001:db8::1, reserved"
    })
    void inner_addresses_are_refused_with_the_reason(String address, String reason) {
        assertThat(EgressPolicy.STRICT.refusal("host.test", 80, address(address)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("host.test", reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "169.253.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:80b::200e"
            })
    void public_addresses_are_allowed(String address) {
        assertThat(EgressPolicy.STRICT.refusal("host.test", 443, address(address)))
                .isEmpty();
    }

    @Test
    void loopback_alone_can_be_allowed() {
        EgressPolicy local = new EgressPolicy(List.of(), true);

        assertThat(local.refusal("localhost", 8080, address("127.0.0.1"))).isEmpty();
        assertThat(local.refusal("localhost", 8080, address("::1"))).isEmpty();
        assertThat(local.refusal("router", 80, address("192.168.0.1"))).isPresent();
    }

    @Test
    void a_block_is_allowed_and_its_neighbours_are_not() {
        EgressPolicy policy = new EgressPolicy(List.of("10.1.0.0/16", "fd00::/120", "192.168.7.7"), false);

        assertThat(policy.refusal("a", 80, address("10.1.255.255"))).isEmpty();
        assertThat(policy.refusal("a", 80, address("10.2.0.0"))).isPresent();
        assertThat(policy.refusal("a", 80, address("fd00::ff"))).isEmpty();
        assertThat(policy.refusal("a", 80, address("fd00::100"))).isPresent();
        assertThat(policy.refusal("a", 80, address("192.168.7.7"))).isEmpty();
        assertThat(policy.refusal("a", 80, address("192.168.7.8"))).isPresent();
    }

    @Test
    void a_host_is_allowed_by_its_name_and_port() {
        EgressPolicy policy = new EgressPolicy(List.of("wallet.internal:8443", "*.corp", "Admin.Internal."), false);
        InetAddress inner = address("10.0.0.9");

        assertThat(policy.refusal("wallet.internal", 8443, inner)).isEmpty();
        assertThat(policy.refusal("wallet.internal", 443, inner)).isPresent();
        assertThat(policy.refusal("a.b.corp", 1, inner)).isEmpty();
        assertThat(policy.refusal("corp", 1, inner)).isPresent();
        assertThat(policy.refusal("evilcorp", 1, inner)).isPresent();
        assertThat(policy.refusal("ADMIN.internal", 80, inner)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "host/8", "*", "a b", "host:http"})
    void an_entry_that_cannot_be_understood_is_refused_at_start(String entry) {
        assertThatThrownBy(() -> new EgressPolicy(List.of(entry), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(entry);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/, http and https",
        "file:///etc/passwd, http and https",
        "http:///nohost, host name",
        "http://user:pw@host/, credential",
        "http://host:0/, port",
        "http://host:70000/, port"
    })
    void urls_that_cannot_be_called_are_refused(URI url, String reason) {
        assertThat(EgressPolicy.STRICT.refusal(url))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(reason));
    }

    @Test
    void an_ordinary_url_is_not_refused() {
        assertThat(EgressPolicy.STRICT.refusal(URI.create("HTTPS://discord.com/api?x=1")))
                .isEqualTo(Optional.empty());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
