package dev.liverun.gateway;

import dev.liverun.gateway.admission.CallerHandler;
import dev.liverun.gateway.admission.CrossSiteGuard;
import dev.liverun.gateway.admission.RateLimitHandler;
import dev.liverun.gateway.identity.SignIn;
import dev.liverun.gateway.observe.RequestLog;
import dev.liverun.gateway.oidc.OidcSignIn;
import dev.liverun.gateway.oidc.OidcSignOut;
import dev.liverun.gateway.openapi.OpenApiHandler;
import dev.liverun.gateway.page.Pages;
import dev.liverun.gateway.page.SecurityHeaders;
import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import dev.liverun.gateway.proxy.ProxyHandler;
import dev.liverun.gateway.routing.PathGuard;
import dev.liverun.gateway.services.ServiceBoard;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * The gateway from the outside: every address it knows, and what a request passes through before it is answered.
 *
 * <pre>
 *   every request     log and correlation id → security headers → plain path?
 *   /api/**           who is calling → rate limit → cross-site guard → its service, or 404
 *   /sign-in (POST), /sign-in/…, /sign-out, /whoami
 *                     who is calling → rate limit → cross-site guard → answered here
 *   /services, /openapi.json, /openapi.yaml
 *                     who is calling → rate limit → answered here
 *   /docs, /sign-in (GET), and the console at / and in its rooms
 *                     files
 *   whatever else     404: a page for whoever opens it in a browser, else a problem
 * </pre>
 */
@Singleton
class GatewayRoutes {

    private static final Logger LOG = Logger.getLogger(GatewayRoutes.class);

    /** Filters run in falling order, before every route. */
    private static final int FIRST = 400;

    private final CallerHandler callers;
    private final RateLimitHandler rateLimit;
    private final CrossSiteGuard guard;

    GatewayRoutes(CallerHandler callers, RateLimitHandler rateLimit, CrossSiteGuard guard) {
        this.callers = callers;
        this.rateLimit = rateLimit;
        this.guard = guard;
    }

    void filters(@Observes Filters filters, RequestLog log, SecurityHeaders headers) {
        filters.register(log::handle, FIRST);
        filters.register(headers::handle, FIRST - 1);
        filters.register(GatewayRoutes::refuseAmbiguousPaths, FIRST - 2);
    }

    void api(@Observes Router router, ProxyHandler proxy) {
        identified(router.route("/api/*")).handler(guard::handle).handler(proxy::handle);
    }

    void identity(@Observes Router router, SignIn signIn, OidcSignIn oidc, OidcSignOut signOut) {
        identified(router.post("/sign-in"))
                .handler(guard::handleStrictly)
                .handler(signOut::forgetWhenSignedIn)
                .handler(signIn::signIn);
        identified(router.post("/sign-out"))
                .handler(guard::handleStrictly)
                .handler(signOut::signOut)
                .handler(signIn::signOut);
        identified(router.get("/sign-in/ways")).handler(oidc::ways);
        identified(router.get("/sign-in/oidc")).handler(oidc::begin);
        identified(router.get("/sign-in/oidc/callback")).handler(oidc::callback);
        identified(router.get("/sign-in/oidc/signed-out")).handler(signOut::signedOut);
        identified(router.post("/sign-in/refresh"))
                .handler(guard::handleStrictly)
                .handler(oidc::refresh);
        identified(router.get("/whoami")).handler(guard::handle).handler(signIn::whoAmI);
    }

    void documents(@Observes Router router, OpenApiHandler openApi, ServiceBoard board) {
        identified(router.get("/openapi.json")).handler(openApi::json);
        identified(router.get("/openapi.yaml")).handler(openApi::yaml);
        identified(router.get("/services")).handler(board::handle);
    }

    void pages(@Observes Router router, Pages pages) {
        router.get("/sign-in").handler(pages::signIn);
        router.get("/docs").handler(pages::docs);
        router.get("/").handler(pages::console);
        for (var room : Pages.ROOMS) {
            router.get("/" + room).handler(pages::console);
            router.get("/" + room + "/*").handler(pages::console);
        }
        router.get().handler(pages::caching);
    }

    void failures(@Observes Router router, Pages pages) {
        router.errorHandler(404, ctx -> notFound(ctx, pages));
        router.errorHandler(405, ctx -> Problems.answer(ctx, Problem.methodNotAllowed()));
        router.route().failureHandler(ctx -> {
            if (ctx.failure() != null) {
                LOG.errorf(ctx.failure(), "%s failed", ctx.request().method());
            }
            if (ctx.statusCode() == 404) {
                notFound(ctx, pages);
            } else {
                Problems.answer(ctx, Problem.internal());
            }
        });
    }

    private static void notFound(RoutingContext ctx, Pages pages) {
        if (Pages.isOpenedByAPerson(ctx)) {
            pages.missing(ctx);
        } else {
            Problems.answer(ctx, Problem.notFound());
        }
    }

    private Route identified(Route route) {
        return route.handler(callers::handle).handler(rateLimit::handle);
    }

    private static void refuseAmbiguousPaths(RoutingContext ctx) {
        if (PathGuard.isPlain(String.valueOf(ctx.request().path()))) {
            ctx.next();
        } else {
            Problems.answer(ctx, Problem.ambiguousPath());
        }
    }
}
