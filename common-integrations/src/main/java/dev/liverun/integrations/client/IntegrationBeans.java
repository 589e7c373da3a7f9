package dev.liverun.integrations.client;

import dev.liverun.integrations.CallGate;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.ThrottleListener;
import dev.liverun.integrations.budget.BudgetConfig;
import dev.liverun.integrations.budget.PostgresBudgetStore;
import dev.liverun.integrations.budget.RateBudget;
import dev.liverun.integrations.budget.SharedRateBudget;
import dev.liverun.integrations.credentials.CredentialConfig;
import dev.liverun.integrations.credentials.CredentialSource;
import dev.liverun.integrations.credentials.DirectoryCredentials;
import dev.liverun.integrations.credentials.EnvironmentCredentials;
import dev.liverun.integrations.credentials.Secret;
import dev.liverun.integrations.credentials.Secrets;
import dev.liverun.integrations.egress.EgressConfig;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.http.HostResolver;
import dev.liverun.integrations.http.HttpWire;
import dev.liverun.integrations.http.Proxy;
import dev.liverun.integrations.http.TlsContext;
import dev.liverun.integrations.http.WireLimits;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.RedactionConfig;
import dev.liverun.integrations.redaction.Redactor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the parts together in a service. Each of them can be replaced by a bean of the service's own. */
@Singleton
final class IntegrationBeans {

    @Produces
    @Singleton
    @DefaultBean
    KnownSecrets knownSecrets() {
        return new KnownSecrets();
    }

    @Produces
    @Singleton
    @DefaultBean
    Redactor redactor(KnownSecrets known, RedactionConfig config) {
        return new Redactor(known, config.rules());
    }

    @Produces
    @Singleton
    @DefaultBean
    Secrets secrets(CredentialConfig config, KnownSecrets known, Vertx vertx, Clock clock) {
        List<CredentialSource> sources = new ArrayList<>();
        config.directory().ifPresent(directory -> sources.add(new DirectoryCredentials(directory)));
        sources.add(new EnvironmentCredentials(System.getenv()));
        return new Secrets(sources, known, vertx, clock, config.rereadAfter());
    }

    @Produces
    @Singleton
    @DefaultBean
    EgressPolicy egressPolicy(EgressConfig config) {
        return new EgressPolicy(config.allowedHosts().orElse(List.of()), config.allowLoopback());
    }

    @Produces
    @Singleton
    @DefaultBean
    HttpWire httpWire(EgressConfig egress, CallConfig calls, EgressPolicy policy, Secrets secrets, Vertx vertx) {
        return new HttpWire(
                vertx,
                policy,
                HostResolver.of((VertxInternal) vertx, egress.nameServers().orElse(List.of())),
                TlsContext.create(egress.trustedCertificates()),
                new WireLimits(calls.maxHeadBytes(), calls.maxBytes(), calls.keepAlive(), calls.maxIdleConnections()),
                egress.proxy().host().map(host -> proxy(host, egress.proxy(), secrets)));
    }

    void close(@Disposes HttpWire wire) {
        wire.close();
    }

    private static Proxy proxy(String host, EgressConfig.ProxyConfig config, Secrets secrets) {
        return new Proxy(
                host,
                config.port(),
                () -> config.credential()
                        .map(name -> secrets.get(name).map(Secret::value))
                        .orElseGet(() -> Uni.createFrom().item("")),
                config.nameResolution());
    }

    @Produces
    @Singleton
    @DefaultBean
    RateBudget rateBudget(BudgetConfig config, Pool pool, Vertx vertx, Clock clock) {
        return new SharedRateBudget(
                new PostgresBudgetStore(pool), vertx, clock, config.share(), config.burst(), config.lookAhead());
    }

    @Produces
    @Singleton
    @DefaultBean
    IntegrationClient integrationClient(
            Vertx vertx,
            Clock clock,
            CallConfig config,
            EgressPolicy policy,
            HttpWire wire,
            RateBudget budget,
            Secrets secrets,
            KnownSecrets known,
            @Any Instance<CallGate> gates,
            @Any Instance<ThrottleListener> listeners,
            MeterRegistry meters) {
        return new LiveIntegrationClient(
                vertx,
                clock,
                CallSettings.of(config),
                policy,
                wire,
                budget,
                secrets,
                known,
                gates.stream().toList(),
                listeners.stream().toList(),
                new CallMetrics(meters));
    }
}
