package dev.liverun.gateway.services;

import dev.liverun.gateway.routing.Upstream;
import dev.liverun.gateway.routing.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /services}: which services are ready, for the console and for a look by hand. Nothing in the gateway
 * depends on it; requests are passed on whatever it says.
 */
@Singleton
public class ServiceBoard {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final long FRESH_NANOS = 3_000_000_000L;

    private final Upstreams upstreams;
    private @Nullable Future<JsonObject> latest;
    private long askedAt;

    ServiceBoard(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    public void handle(RoutingContext ctx) {
        board().onSuccess(board -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(board.toBuffer()))
                .onFailure(ctx::fail);
    }

    /** Many who look at the same time are one look. */
    private synchronized Future<JsonObject> board() {
        var now = System.nanoTime();
        if (latest == null || (latest.isComplete() && now - askedAt > FRESH_NANOS)) {
            askedAt = now;
            latest = look();
        }
        return latest;
    }

    private Future<JsonObject> look() {
        var looks = upstreams.all().stream().map(this::look).toList();
        return Future.join(looks).map(all -> {
            List<JsonObject> states = all.list();
            return new JsonObject().put("services", new JsonArray(states));
        });
    }

    private Future<JsonObject> look(Upstream upstream) {
        var request = new RequestOptions()
                .setAbsoluteURI(upstream.management().resolve("/q/health/ready").toString())
                .setTimeout(PATIENCE_MILLIS);
        return upstreams
                .http()
                .request(request)
                .compose(out -> out.send())
                .compose(in -> in.end().map(in.statusCode() == 200 ? "UP" : "NOT_READY"))
                .otherwise("AWAY")
                .map(state -> new JsonObject().put("name", upstream.name()).put("status", state));
    }
}
