package dev.liverun.gateway.proxy;

import dev.liverun.gateway.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;

/**
 * A request whose answer can be broken off without getting lost. {@code reset()} of an HTTP/1 answer closes the
 * connection but tells nobody: neither the log, nor Quarkus, which counts the requests it waits for at shutdown and would
 * wait for this one until its time is up. Closing the connection itself tells them all.
 */
final class BreakableRequest extends HttpServerRequestWrapper {

    private final HttpServerResponse response;

    BreakableRequest(HttpServerRequest request) {
        super((HttpServerRequestInternal) request);
        this.response = new AbstractResponseWrapper(request.response()) {
            @Override
            public boolean reset(long code) {
                return Problems.breakOff(request, code);
            }

            @Override
            public boolean reset() {
                return Problems.breakOff(request, 0L);
            }
        };
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }
}
