package dev.liverun.load.world;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Bare transactions behind HTTP: no token, no checks, nothing that is looked up. It is a process of its own, so that it is
 * asked in the same way as what stands beside it. Started by {@link World#bare}.
 */
public final class BareService extends AbstractVerticle {

    /** As many as a service has. */
    private static final int DATABASE_CONNECTIONS = 16;

    private final BiFunction<String, JsonObject, Future<JsonObject>> work;
    private final int port;

    private BareService(BiFunction<String, JsonObject, Future<JsonObject>> work, int port) {
        this.work = work;
        this.port = port;
    }

    /** @param work from path and body of a POST to the body of the answer, by way of the database */
    public static void serve(Function<Pool, BiFunction<String, JsonObject, Future<JsonObject>>> work) {
        var vertx = Vertx.vertx();
        var done = work.apply(
                pool(vertx, System.getProperty("url"), System.getProperty("role"), System.getProperty("password")));
        int port = Integer.getInteger("port");
        vertx.deployVerticle(
                () -> new BareService(done, port),
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors()));
    }

    /** As the services have theirs. */
    public static Pool pool(Vertx vertx, String url, String role, String password) {
        return PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(url)
                        .setUser(role)
                        .setPassword(password)
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(DATABASE_CONNECTIONS))
                .using(vertx)
                .build();
    }

    @Override
    public void start() {
        vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            request.response().end();
            return;
        }
        request.body()
                .compose(body -> work.apply(request.path(), new JsonObject(body)))
                .onSuccess(answer -> request.response()
                        .setStatusCode(201)
                        .putHeader("Content-Type", "application/json")
                        .end(answer.toBuffer()))
                .onFailure(e -> request.response().setStatusCode(500).end(e.toString()));
    }
}
