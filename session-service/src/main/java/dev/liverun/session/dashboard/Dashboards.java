package dev.liverun.session.dashboard;

import dev.liverun.session.dashboard.Dashboard.DuringSessions;
import dev.liverun.session.integrations.EndpointRepository;
import dev.liverun.session.integrations.KnownEndpoint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Makes the dashboard; one query for each of its parts, however many sessions there are. */
@ApplicationScoped
public class Dashboards {

    private final DashboardRepository numbers;
    private final EndpointRepository endpoints;

    Dashboards(DashboardRepository numbers, EndpointRepository endpoints) {
        this.numbers = numbers;
        this.endpoints = endpoints;
    }

    public Uni<Dashboard> now() {
        return Uni.combine()
                .all()
                .unis(
                        numbers.sessions(),
                        endpoints.all(),
                        numbers.running(),
                        numbers.openFeedback(),
                        numbers.healthDuringSessions())
                .asTuple()
                .map(parts -> new Dashboard(
                        parts.getItem1(),
                        parts.getItem2().stream()
                                .filter(KnownEndpoint::inUse)
                                .map(endpoint ->
                                        integration(endpoint, parts.getItem5().get(endpoint.id())))
                                .toList(),
                        parts.getItem3(),
                        parts.getItem4()));
    }

    private static Dashboard.Integration integration(KnownEndpoint endpoint, @Nullable DuringSessions during) {
        var last = endpoint.lastCheck();
        return new Dashboard.Integration(
                endpoint.id(),
                endpoint.name(),
                endpoint.status(),
                endpoint.reason(),
                endpoint.since(),
                last == null ? null : last.status(),
                last == null ? null : last.responseTimeMs(),
                last == null ? null : last.checkedAt(),
                during);
    }
}
