package dev.liverun.session.health;

import dev.liverun.session.configuration.ScopedIntegration;
import dev.liverun.session.health.HealthRepository.Counted;
import dev.liverun.session.health.IntegrationHealth.Checks;
import dev.liverun.session.health.IntegrationHealth.Current;
import dev.liverun.session.integrations.EndpointRepository;
import dev.liverun.session.integrations.KnownEndpoint;
import dev.liverun.session.lifecycle.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings together what a session's scope asks for, what is known of integrations, and what was counted. */
@ApplicationScoped
public class SessionHealth {

    private final HealthRepository counts;
    private final EndpointRepository endpoints;

    private final Pool pool;

    SessionHealth(HealthRepository counts, EndpointRepository endpoints, Pool pool) {
        this.pool = pool;
        this.counts = counts;
        this.endpoints = endpoints;
    }

    /** Every integration in the session's scope, and every other that was checked for it; required ones first. */
    public Uni<List<IntegrationHealth>> of(Session session) {
        return of(pool, session);
    }

    /** The same over {@code client}, such as a transaction that sees everything at one moment. */
    public Uni<List<IntegrationHealth>> of(SqlClient client, Session session) {
        return counts.of(client, session.id())
                .chain(counted -> endpoints.all(client).map(known -> join(session, counted, known)));
    }

    static List<IntegrationHealth> join(Session session, List<Counted> counted, List<KnownEndpoint> known) {
        var scope = session.configuration().integrations();
        var countedById = counted.stream().collect(Collectors.toMap(Counted::endpointId, Function.identity()));
        var all = new ArrayList<IntegrationHealth>();
        var shown = new ArrayList<UUID>();
        for (var endpoint : known) {
            var scoped = scopedAs(scope, endpoint.id(), endpoint.name());
            var wanted = scope.isEmpty() ? endpoint.inUse() && !session.status().isOver() : scoped != null;
            if (wanted || countedById.containsKey(endpoint.id())) {
                all.add(health(endpoint, scoped, countedById));
                shown.add(endpoint.id());
            }
        }
        // Counted before its registration has arrived here.
        counted.stream()
                .filter(one -> !shown.contains(one.endpointId()))
                .forEach(one -> all.add(health(
                        new KnownEndpoint(one.endpointId(), one.endpointName(), true, false, null, null, null, null),
                        scopedAs(scope, one.endpointId(), one.endpointName()),
                        countedById)));
        scope.stream()
                .filter(scoped -> all.stream()
                        .noneMatch(one -> one.endpointId() != null && scoped.means(one.endpointId(), one.name())))
                .forEach(scoped -> all.add(new IntegrationHealth(
                        scoped.endpointId(), scoped.label(), scoped.required(), null, Checks.NONE, null, null, null)));
        all.sort(Comparator.comparing(IntegrationHealth::required).reversed().thenComparing(IntegrationHealth::name));
        return all;
    }

    private static IntegrationHealth health(
            KnownEndpoint endpoint, @Nullable ScopedIntegration scoped, Map<UUID, Counted> counted) {
        var counts = counted.get(endpoint.id());
        var status = endpoint.status();
        return new IntegrationHealth(
                endpoint.id(),
                endpoint.name(),
                scoped != null && scoped.required(),
                status == null ? null : new Current(status, endpoint.reason(), endpoint.since()),
                counts == null ? Checks.NONE : counts.checks(),
                counts == null ? null : counts.checks().uptime(),
                counts == null ? null : counts.responseTimeMs(),
                counts == null ? null : counts.lastCheck());
    }

    /** A removed integration and its successor may bear the same name; required wins where both are meant. */
    private static @Nullable ScopedIntegration scopedAs(List<ScopedIntegration> scope, UUID id, String name) {
        return scope.stream()
                .filter(scoped -> scoped.means(id, name))
                .max(Comparator.comparing(ScopedIntegration::required))
                .orElse(null);
    }
}
