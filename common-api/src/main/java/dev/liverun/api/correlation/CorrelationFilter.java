package dev.liverun.api.correlation;

import dev.liverun.events.Ids;
import dev.liverun.events.correlation.Correlation;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Takes the caller's correlation id, or makes one, before anything else happens; every answer carries it. */
@ApplicationScoped
class CorrelationFilter {

    /** Before authentication (200) and CORS (300): refusals are logged and answered with their id, too. */
    private static final int FIRST = 1000;

    void register(@Observes Filters filters) {
        filters.register(CorrelationFilter::identify, FIRST);
    }

    private static void identify(RoutingContext request) {
        var id = Correlation.acceptOr(request.request().getHeader(Correlation.HEADER), () -> Ids.next()
                .toString());
        Correlation.set(id);
        request.response().putHeader(Correlation.HEADER, id);
        request.next();
    }
}
