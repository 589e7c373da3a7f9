package dev.liverun.load.feedback;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * Takes a report by HTTP and does the bare transaction: no token, no checks, no evidence. It is a process of its own, so
 * that both are asked in the same way.
 */
public final class BareService extends AbstractVerticle {

    private final BareFiling filing;
    private final int port;

    private BareService(BareFiling filing, int port) {
        this.filing = filing;
        this.port = port;
    }

    public static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        var filing = new BareFiling(
                vertx, System.getProperty("url"), System.getProperty("role"), System.getProperty("password"));
        int port = Integer.getInteger("port");
        vertx.deployVerticle(
                () -> new BareService(filing, port),
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public void start() {
        vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        if (request.method() == io.vertx.core.http.HttpMethod.GET) {
            request.response().end();
            return;
        }
        request.body()
                .map(JsonObject::new)
                .compose(report -> filing.file(report).map(id -> report.put("id", id.toString())))
                .onSuccess(report -> request.response()
                        .setStatusCode(201)
                        .putHeader("Content-Type", "application/json")
                        .end(report.toBuffer()))
                .onFailure(e -> request.response().setStatusCode(500).end(e.toString()));
    }
}
