package dev.liverun.api.live;

import dev.liverun.api.errors.OutsideResources;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.Unavailable;
import dev.liverun.api.security.Caller;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Serves the {@link LiveRoute}s of this service. */
@ApplicationScoped
class LiveRoutes {

    private static final Logger LOG = Logger.getLogger(LiveRoutes.class);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<LiveRoute> routes;
    private final IdentityProviderManager identities;
    private final OutsideResources problems;
    private final LiveConfig config;
    private final Origins origins;
    private final Vertx vertx;
    private final Clock clock;
    private final String prefix;
    private final Counter behind;
    private final Set<LiveSocket> open = ConcurrentHashMap.newKeySet();

    LiveRoutes(
            @All List<LiveRoute> routes,
            IdentityProviderManager identities,
            OutsideResources problems,
            LiveConfig config,
            Vertx vertx,
            Clock clock,
            @ConfigProperty(name = "quarkus.rest.path") String prefix,
            MeterRegistry registry) {
        this.routes = routes;
        this.identities = identities;
        this.problems = problems;
        this.config = config;
        this.origins = new Origins(config.trustedOrigins().orElse(List.of()));
        this.vertx = vertx;
        this.clock = clock;
        this.prefix = prefix;
        Gauge.builder("liverun.live.readers", open, Set::size)
                .description("Open WebSockets")
                .register(registry);
        behind = Counter.builder("liverun.live.behind")
                .description("Readers that were too slow and got a snapshot")
                .register(registry);
    }

    void register(@Observes Router router) {
        for (var route : routes) {
            router.get(prefix + route.path()).order(-1).handler(request -> admit(request, route));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        open.forEach(socket -> socket.execute(() -> socket.close(CloseCode.GOING_AWAY)));
    }

    private void admit(RoutingContext request, LiveRoute route) {
        request.request().pause();
        // A refused token is answered as every other problem, not by Quarkus.
        request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, (BiConsumer<RoutingContext, Throwable>) (ctx, refused) -> {});
        var context = vertx.getOrCreateContext();
        QuarkusHttpUser.getSecurityIdentity(request, identities)
                .invoke(identity -> check(request, route, identity))
                .chain(identity -> Uni.createFrom()
                        .deferred(() -> route.open(new LiveRequest(Caller.of(identity), request)))
                        .invoke(feed ->
                                context.runOnContext(ignored -> upgrade(request, context, feed, expiryOf(identity)))))
                .subscribe()
                .with(opened -> {}, failure -> context.runOnContext(ignored -> refuse(request, failure)));
    }

    private void check(RoutingContext request, LiveRoute route, SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        if (!identity.hasRole(route.role())) {
            throw new Forbidden("Your role does not allow this.");
        }
        var http = request.request();
        if (!"websocket".equalsIgnoreCase(http.getHeader(HttpHeaders.UPGRADE)) || http.method() != HttpMethod.GET) {
            throw new UpgradeNeeded();
        }
        var forwarded = http.getHeader("X-Forwarded-Host");
        var asked = forwarded == null ? http.getHeader(HttpHeaders.HOST) : forwarded;
        if (!origins.admits(http.getHeader(HttpHeaders.ORIGIN), asked)) {
            throw new Forbidden("WebSockets are for pages of this address.");
        }
        if (open.size() >= config.maxReaders()) {
            throw new Unavailable(
                    "too-many-readers", "Too many readers", "No more WebSockets can be opened here.", SOON);
        }
    }

    private void refuse(RoutingContext request, Throwable failure) {
        request.request().resume();
        problems.answer(request, failure);
    }

    private <D> void upgrade(RoutingContext request, Context context, LiveFeed<D> feed, Instant expiry) {
        // Compression of the answer has no place in the handshake.
        request.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        request.request()
                .toWebSocket()
                .onSuccess(socket -> {
                    answered(request.request());
                    follow(socket, context, feed, expiry);
                })
                .onFailure(failure -> feed.leave());
    }

    /**
     * At shutdown Quarkus waits for the requests that have not been answered, and never learns that one was upgraded: it
     * would wait its whole timeout after any WebSocket ({@code GracefulShutdownFilter}, Quarkus 3.32). There is no other way
     * to tell it.
     */
    private static void answered(HttpServerRequest upgraded) {
        try {
            var counted = QuarkusRequestWrapper.get(upgraded);
            var done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            done.invoke(counted);
        } catch (ReflectiveOperationException e) {
            LOG.debug("A shutdown will wait for its timeout", e);
        }
    }

    private <D> void follow(ServerWebSocket upgraded, Context context, LiveFeed<D> feed, Instant expiry) {
        var socket = new LiveSocket(upgraded, vertx, context, expiry, config, clock);
        var reader = new LiveReader<>(feed, socket, config.waitingChanges(), behind::increment);
        open.add(socket);
        socket.listen(reader, open::remove);
        socket.execute(reader::start);
    }

    private Instant expiryOf(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : clock.instant();
    }

    /** 426: only WebSockets are served at this address. */
    private static final class UpgradeNeeded extends Problem {

        private UpgradeNeeded() {
            super(426, "upgrade-required", "Upgrade required", "Only WebSockets are served at this address.");
            withHeader("Upgrade", "websocket");
        }
    }
}
