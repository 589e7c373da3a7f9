package dev.liverun.integrations.http;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its answer on a connection. Belongs to the connection's event loop. */
final class Exchange {

    /** Fields that describe the connection or the framing, which are ours to decide (RFC 9110, section 7.6.1). */
    private static final Set<String> OURS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        OURS.addAll(List.of("Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive"));
        OURS.addAll(List.of("TE", "Trailer", "Upgrade", "Expect", "Proxy-Connection", "Proxy-Authorization"));
    }

    private final Connection connection;
    private final WireRequest request;
    private final Stopwatch stopwatch;
    private final UniEmitter<? super WireResponse> emitter;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable HttpResponse head;
    private long size;
    private @Nullable WebSocketHandshake handshake;
    private boolean sent;
    private boolean over;

    Exchange(
            Connection connection, WireRequest request, Stopwatch stopwatch, UniEmitter<? super WireResponse> emitter) {
        this.connection = connection;
        this.request = request;
        this.stopwatch = stopwatch;
        this.emitter = emitter;
    }

    void start() {
        emitter.onTermination(this::giveUp);
        timer = connection
                .eventLoop()
                .schedule(
                        () -> fail(WireFailures.timeout(stopwatch.phase(), connection.origin(), stopwatch.timeout())),
                        stopwatch.left().toNanos(),
                        TimeUnit.NANOSECONDS);
        stopwatch.enter(Phase.FIRST_BYTE);
        connection.channel().writeAndFlush(message()).addListener((ChannelFuture written) -> {
            sent = written.isSuccess();
            if (!sent && written.cause() != null) {
                broken(written.cause());
            }
        });
    }

    private FullHttpRequest message() {
        URI url = request.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        byte[] body = request.body().bytes();
        ByteBuf content = body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpRequest message =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), target, content);
        message.headers().set(HttpHeaderNames.HOST, connection.origin().authority());
        for (Headers.Field field : request.headers().fields()) {
            if (!OURS.contains(field.name())) {
                message.headers().add(field.name(), field.value());
            }
        }
        if (request.webSocket()) {
            handshake = WebSocketHandshake.begun(message.headers());
        }
        if (body.length > 0 || expectsContent(request.method())) {
            message.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return message;
    }

    /** Methods that say so when they carry nothing (RFC 9110, section 8.6). */
    private static boolean expectsContent(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    void bytesArrived() {
        if (stopwatch.phase() == Phase.FIRST_BYTE) {
            stopwatch.enter(Phase.TRANSFER);
        }
    }

    void received(HttpObject part) {
        if (over) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            fail(WireFailures.malformed(
                    connection.origin(), part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
            if (HttpUtil.getContentLength(response, -1L) > connection.maxBodyBytes()
                    && !request.method().equals("HEAD")) {
                fail(WireFailures.tooLarge(connection.origin(), connection.maxBodyBytes()));
                return;
            }
        }
        if (part instanceof HttpContent content) {
            keep(content.content());
            if (content instanceof LastHttpContent && !over) {
                last();
            }
        }
    }

    private void keep(ByteBuf bytes) {
        int length = bytes.readableBytes();
        size += length;
        if (size > connection.maxBodyBytes()) {
            fail(WireFailures.tooLarge(connection.origin(), connection.maxBodyBytes()));
            return;
        }
        int room = Math.min(length, request.keepBytes() - kept.size());
        if (room > 0) {
            try {
                bytes.readBytes(kept, room);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private void last() {
        HttpResponse response = head;
        if (response == null) {
            fail(WireFailures.broken(connection.origin(), false, null));
            return;
        }
        boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && response.status().code() != 101;
        if (interim) {
            head = null;
            return;
        }
        WebSocketHandshake asked = handshake;
        if (asked != null && response.status().code() == 101 && !asked.isProvenBy(response.headers())) {
            fail(WireFailures.noWebSocket(connection.origin()));
            return;
        }
        if (end()) {
            boolean keep =
                    sent && HttpUtil.isKeepAlive(response) && response.status().code() != 101;
            stopwatch.enter(Phase.PREPARE);
            connection.ended(keep);
            emitter.complete(new WireResponse(
                    response.status().code(),
                    headers(response),
                    Body.cut(kept.toByteArray(), size),
                    response.protocolVersion().text(),
                    connection.tls()));
        }
    }

    private static Headers headers(HttpResponse response) {
        List<Headers.Field> fields = new ArrayList<>(response.headers().size());
        for (Map.Entry<String, String> field : response.headers()) {
            fields.add(new Headers.Field(field.getKey(), field.getValue()));
        }
        return new Headers(fields);
    }

    /**
     * The connection ended under it.
     *
     * @param cause null when the remote side ended it
     */
    void broken(@Nullable Throwable cause) {
        fail(WireFailures.broken(connection.origin(), stopwatch.phase() == Phase.TRANSFER, cause));
    }

    private void fail(WireException failure) {
        if (end()) {
            connection.ended(false);
            emitter.fail(failure);
        }
    }

    /** Nobody waits any more. Called on the event loop, also after the end, when there is nothing to give up. */
    private void giveUp() {
        if (end()) {
            connection.ended(false);
        }
    }

    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        ScheduledFuture<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        return true;
    }
}
