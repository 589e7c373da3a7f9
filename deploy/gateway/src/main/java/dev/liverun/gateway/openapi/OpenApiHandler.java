package dev.liverun.gateway.openapi;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** {@code GET /openapi.json} and {@code GET /openapi.yaml}. */
@Singleton
public class OpenApiHandler {

    private final OpenApiSource source;

    OpenApiHandler(OpenApiSource source) {
        this.source = source;
    }

    public void json(RoutingContext ctx) {
        answer(ctx, true);
    }

    public void yaml(RoutingContext ctx) {
        answer(ctx, false);
    }

    private void answer(RoutingContext ctx, boolean json) {
        source.document()
                .onSuccess(merged -> {
                    var etag = json ? merged.etag() : merged.etag().replace("-", "-y");
                    var response = ctx.response();
                    response.putHeader(HttpHeaders.ETAG, etag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
                    if (etag.equals(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
                        response.setStatusCode(304).end();
                        return;
                    }
                    // Without Quarkus' mark "identity" it is compressed for whoever accepts that.
                    response.headers().remove(HttpHeaders.CONTENT_ENCODING);
                    response.putHeader(HttpHeaders.CONTENT_TYPE, json ? "application/json" : "application/yaml");
                    response.end(json ? merged.json() : merged.yaml());
                })
                .onFailure(ctx::fail);
    }
}
