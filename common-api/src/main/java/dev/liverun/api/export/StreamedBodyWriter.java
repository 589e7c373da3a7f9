package dev.liverun.api.export;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Sends a {@link StreamedBody}: the next piece is asked for when the one before has been written. */
@Provider
public class StreamedBodyWriter implements ServerMessageBodyWriter<StreamedBody> {

    private static final Logger LOG = Logger.getLogger(StreamedBodyWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType media) {
        return StreamedBody.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
        return StreamedBody.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            StreamedBody body,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("only as the answer of a resource");
    }

    @Override
    public void writeResponse(StreamedBody body, Type genericType, ServerRequestContext request) {
        var context = (ResteasyReactiveRequestContext) request;
        context.suspend();
        body.pieces().subscribe(new Sender(context, request.serverResponse()));
    }

    private static final class Sender implements MultiSubscriber<byte[]> {

        private final ResteasyReactiveRequestContext context;
        private final ServerHttpResponse response;
        private volatile Flow.Subscription pieces;

        @SuppressWarnings("NullAway.Init")
        private Sender(ResteasyReactiveRequestContext context, ServerHttpResponse response) {
            this.context = context;
            this.response = response;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            pieces = subscription;
            response.setChunked(true);
            response.addCloseHandler(subscription::cancel);
            subscription.request(1);
        }

        @Override
        public void onItem(byte[] piece) {
            response.write(piece).whenComplete((written, failure) -> {
                if (failure == null) {
                    pieces.request(1);
                } else {
                    pieces.cancel();
                    LOG.debugf("The client has gone: %s", failure);
                    context.resume(failure);
                }
            });
        }

        @Override
        public void onFailure(Throwable failure) {
            LOG.error("A file could not be sent to its end; the connection is broken off", failure);
            response.reset();
            context.close();
        }

        @Override
        public void onCompletion() {
            response.end();
            context.resume();
        }
    }
}
