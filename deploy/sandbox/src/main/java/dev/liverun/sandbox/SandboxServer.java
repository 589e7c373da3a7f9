package dev.liverun.sandbox;

import dev.liverun.sandbox.banano.Banano;
import dev.liverun.sandbox.control.ControlApi;
import dev.liverun.sandbox.discord.Discord;
import dev.liverun.sandbox.fault.Faults;
import dev.liverun.sandbox.github.GitHub;
import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.Gate;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.StateFile;
import dev.liverun.sandbox.rest.Admin;
import dev.liverun.sandbox.rest.Wallet;
import dev.liverun.sandbox.yunite.Yunite;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The running sandbox: one port, one event loop (so that no state needs a lock), a path prefix per integration. */
public final class SandboxServer {
    private static final Logger LOG = Logger.getLogger(SandboxServer.class.getName());

    private final Vertx vertx;
    private final SandboxOptions options;
    private final Clock clock;
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private @Nullable HttpServer server;

    private SandboxServer(Vertx vertx, SandboxOptions options, Clock clock) {
        this.vertx = vertx;
        this.options = options;
        this.clock = clock;
    }

    /**
     * Starts it. State is read before; the future fails with one plain sentence if that or the port is not to be had.
     */
    public static Future<SandboxServer> start(SandboxOptions options, Clock clock) {
        var vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        var sandbox = new SandboxServer(vertx, options, clock);
        // The answer must not come by way of the event loop: after a failure that one is closed.
        Promise<SandboxServer> started = Promise.promise();
        sandbox.listen().map(sandbox).onSuccess(started::complete).onFailure(e -> {
            started.fail(e);
            vertx.close();
        });
        return started.future();
    }

    public int port() {
        HttpServer running = server;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.actualPort();
    }

    /** Where it listens, such as {@code http://127.0.0.1:8099}. */
    public String url() {
        return "http://" + options.host() + ":" + port();
    }

    /** For each integration, the environment variables it lacks; empty if it is ready. */
    public Map<String, List<String>> readiness() {
        var readiness = new LinkedHashMap<String, List<String>>();
        gates.forEach((name, gate) -> readiness.put(name, gate.integration().missing()));
        return readiness;
    }

    public Future<Void> close() {
        return vertx.close();
    }

    private Future<Void> listen() {
        // The port is bound first: links in webhooks need it, and nobody knows it before we answer.
        var router = Router.router(vertx);
        HttpServer http = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(options.host())
                        .setPort(options.port())
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(120))
                .requestHandler(router);
        return http.listen().recover(this::explain).compose(listening -> {
            server = listening;
            return vertx.executeBlocking(() -> {
                assemble(router);
                return null;
            });
        });
    }

    private Future<HttpServer> explain(Throwable e) {
        return Future.failedFuture(
                e instanceof BindException
                        ? new IllegalStateException("Port " + options.port() + " of " + options.host()
                                + " cannot be used (" + e.getMessage() + "). Choose another with --port.")
                        : e);
    }

    private void assemble(Router router) {
        Path data = options.data();
        if (data != null) {
            try {
                Files.createDirectories(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Credentials credentials = options.credentials();
        var githubFaults = new Faults(clock, Math::random);
        String publicUrl = options.publicUrl();
        add(new Yunite(credentials), new Faults(clock, Math::random));
        add(
                new Discord(credentials, clock, options.discordTokenSeconds(), options.rateLimits()),
                new Faults(clock, Math::random));
        add(new Banano(clock, file("banano"), options.bananoReceiveMs()), new Faults(clock, Math::random));
        add(new Wallet(credentials, clock, file("wallet")), new Faults(clock, Math::random));
        add(new Admin(credentials, clock, file("admin")), new Faults(clock, Math::random));
        add(
                new GitHub(
                        vertx,
                        credentials,
                        clock,
                        file("github"),
                        githubFaults,
                        publicUrl == null ? url() : publicUrl,
                        options.githubRepos(),
                        options.rateLimits()),
                githubFaults);
        var control = new Gate(vertx, new ControlApi(credentials, gates), new Faults(clock, Math::random), clock);

        gates.values().forEach(gate -> mount(router, gate));
        mount(router, control);
        router.get("/health").handler(this::health);
        for (int status : new int[] {400, 404, 405, 413, 500}) {
            router.errorHandler(status, ctx -> answerError(ctx, control, status));
        }
    }

    private void add(Integration integration, Faults faults) {
        gates.put(integration.name(), new Gate(vertx, integration, faults, clock));
    }

    private StateFile file(String name) {
        return new StateFile(vertx, options.data(), name);
    }

    private static void mount(Router router, Gate gate) {
        String prefix = "/" + gate.integration().name();
        // A sub-router's "/" does not match its bare prefix; and a route for that matches "/" after it, too.
        router.route(prefix).handler(ctx -> {
            if (ctx.request().path().equals(prefix)) {
                String query = ctx.request().query();
                ctx.reroute(prefix + "/" + (query == null ? "" : "?" + query));
            } else {
                ctx.next();
            }
        });
        router.route(prefix + "/*").subRouter(gate.router());
    }

    private void answerError(RoutingContext ctx, Gate control, int status) {
        if (status == 500) {
            LOG.log(
                    Level.SEVERE,
                    "could not serve " + ctx.request().method() + " "
                            + ctx.request().path(),
                    ctx.failure());
        }
        String[] segments = ctx.request().path().split("/", 3);
        String first = segments.length > 1 ? segments[1] : "";
        Gate gate = first.equals("_control") ? control : gates.get(first);
        if (gate != null) {
            gate.answerError(ctx, status);
            return;
        }
        var problem = Reply.problem(
                status, "No such page", "The stand-ins are below: /" + String.join(", /", gates.keySet()) + ".");
        ctx.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        ctx.response().end(String.valueOf(problem.body()));
    }

    private void health(RoutingContext ctx) {
        var integrations = new JsonObject();
        readiness()
                .forEach((name, missing) ->
                        integrations.put(name, missing.isEmpty() ? "ready" : "needs " + String.join(", ", missing)));
        ctx.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("status", "UP")
                        .put("integrations", integrations)
                        .encode());
    }
}
