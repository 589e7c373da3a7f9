package dev.liverun.gateway.proxy;

import dev.liverun.gateway.headers.RequestHeaders;
import dev.liverun.gateway.observe.GatewayMetrics;
import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import dev.liverun.gateway.routing.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and its answer on the way back. Bodies are streamed: neither is ever held whole.
 * What goes wrong becomes a problem document as long as the answer has not begun; after that the connection breaks, so
 * that half an answer cannot be taken for a whole one.
 */
final class Exchange implements ProxyInterceptor {

    private static final Logger LOG = Logger.getLogger(Exchange.class);

    private final RoutingContext ctx;
    private final Upstream upstream;
    private final HttpClient client;
    private final GatewayMetrics metrics;
    private final long bodyLimit;
    private final Duration patience;
    private final long started = System.nanoTime();
    private final MeteredBody body;
    private @Nullable HttpClientRequest outgoing;
    private @Nullable Deadline deadline;
    private boolean timedOut;
    private boolean clientIsSilent;

    Exchange(RoutingContext ctx, Upstream upstream, HttpClient client, GatewayMetrics metrics, long bodyLimit) {
        this.ctx = ctx;
        this.upstream = upstream;
        this.client = client;
        this.metrics = metrics;
        this.bodyLimit = bodyLimit;
        this.patience = Prefer.patience(ctx.request().headers(), upstream.timeout());
        this.body = new MeteredBody(
                ctx.request(), bodyLimit, this::progress, () -> outgoing != null && outgoing.writeQueueFull());
    }

    void start() {
        var request = ctx.request();
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            // Only now, after every check: a client that waits for it need not send what would be refused.
            request.response().writeContinue();
        }
        if (request.version() == HttpVersion.HTTP_2 && !request.isEnded() && hasBodyOfUnknownLength()) {
            // HTTP/2 knows no chunks; the library decides by this header whether the body's length is open.
            request.headers().set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        }
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> connect(ctx.vertx()))
                .addInterceptor(this)
                .handle(new BreakableRequest(request));
    }

    private boolean hasBodyOfUnknownLength() {
        var method = ctx.request().method();
        return !ctx.request().headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !method.equals(HttpMethod.GET)
                && !method.equals(HttpMethod.HEAD);
    }

    private Future<HttpClientRequest> connect(Vertx vertx) {
        return client.request(upstream.request()).onSuccess(request -> {
            outgoing = request;
            // The answer's future tells it too; without a handler Vert.x logs it as an error.
            request.exceptionHandler(failure -> LOG.debugf("%s: %s", upstream.name(), failure.toString()));
            deadline = new Deadline(vertx, patience, () -> {
                timedOut = true;
                // Whether the client has stopped to send or the service to read decides whose fault it was.
                clientIsSilent = !body.ended() && !body.held();
                abandon(request);
            });
        });
    }

    /**
     * Closing a connection waits until what is written has left, which it never does when the service has stopped to
     * read: the channel is closed under it.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
    private static void abandon(HttpClientRequest request) {
        request.reset();
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close();
        }
    }

    private void progress() {
        if (deadline != null) {
            deadline.progress();
        }
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        RequestHeaders.forService(request.headers(), ctx);
        request.setBody(Body.body(body, request.getBody().length()));
        return context.sendRequest()
                .onComplete(answered -> {
                    if (deadline != null) {
                        deadline.cancel();
                    }
                })
                .recover(failure -> Future.succeededFuture(answer(context, problemOf(failure))));
    }

    private ProxyResponse answer(ProxyContext context, Problem problem) {
        metrics.refused(problem.slug());
        var request = context.request();
        request.setBody(null);
        Problems.drain(ctx.request());
        var response = request.response().setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::putHeader);
        return response.setBody(Body.body(Problems.document(ctx, problem)));
    }

    private Problem problemOf(Throwable failure) {
        if (body.exceeded()) {
            return Problem.bodyTooLarge(bodyLimit);
        }
        if (clientIsSilent) {
            return Problem.requestTimeout();
        }
        var problem = outgoing == null
                ? Problem.away(upstream.name())
                : timedOut ? Problem.timeout(upstream.name(), patience) : Problem.broken(upstream.name());
        if (!ctx.response().closed()) {
            LOG.warnf("%s: %s %s", upstream.name(), problem.slug(), failure.toString());
        }
        return problem;
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var response = context.response();
        if (outgoing != null) {
            ResponseHeaders.forClient(response.headers(), ctx, upstream);
        }
        if (response.getStatusCode() == 204 || response.getStatusCode() == 304) {
            response.setBody(null);
        }
        return context.sendResponse().onComplete(sent -> {
            metrics.passedOn(
                    upstream.service(),
                    ctx.request().method().name(),
                    response.getStatusCode(),
                    System.nanoTime() - started);
            if (sent.failed()) {
                LOG.debugf(sent.cause(), "%s: the answer broke off", upstream.name());
            }
        });
    }
}
