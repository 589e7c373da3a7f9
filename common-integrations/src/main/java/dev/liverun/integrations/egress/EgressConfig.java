package dev.liverun.integrations.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where calls to integrations may go. */
@ConfigMapping(prefix = "liverun.egress")
public interface EgressConfig {

    /**
     * Hosts ({@code wallet.internal}, {@code wallet.internal:8443}, {@code *.internal}), addresses and CIDR blocks
     * ({@code 10.1.0.0/16}) that may be reached although they are private, link-local or otherwise special. Public
     * addresses need no entry. Each entry lets every tester make requests there from inside of this network.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Whether this machine itself may be reached. Right for a local run, where the sandbox and a tester's own service are
     * on loopback; wrong on a server, where it opens what listens there for the administrator only.
     */
    @WithDefault("false")
    boolean allowLoopback();

    /**
     * A PEM file with certificates of authorities that are trusted in addition to the JDK's: a company's own. Read at
     * start.
     */
    Optional<Path> trustedCertificates();

    /**
     * DNS servers ({@code 10.0.0.53:53}) that resolve the names of integrations instead of those of this machine. The hosts file
     * counts all the same; other sources of names, such as mDNS, do not.
     */
    Optional<List<String>> nameServers();

    /** All calls go through it when its host is set. */
    ProxyConfig proxy();

    /** An HTTP proxy that is asked with CONNECT, for http as well as for https. */
    interface ProxyConfig {

        /** Without it there is no proxy, whatever else is set. */
        Optional<String> host();

        @WithDefault("3128")
        int port();

        /**
         * The name of a credential {@code user:password} for the proxy. Empty asks without.
         */
        Optional<String> credential();

        /**
         * LOCAL resolves names here, checks the addresses and asks the proxy for the checked one. PROXY leaves resolving to
         * the proxy, for networks without outside DNS or proxies that allow by name; then the proxy is what keeps private
         * addresses out, and only names and literal addresses are checked here.
         */
        @WithDefault("LOCAL")
        NameResolution nameResolution();
    }

    /** Who resolves the names when there is a proxy. */
    enum NameResolution {
        LOCAL,
        PROXY
    }
}
