package dev.liverun.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads request bodies without trusting them. */
public final class Bodies {

    /** Larger ones are refused with 413. */
    static final int MAX_BYTES = 1_048_576;

    private static final String BODY = "sandbox.body";

    private Bodies() {}

    /**
     * Reads the body whole and lets the next handler run. Unlike Vert.x' own handler it never takes the body for a
     * form: clients that send JSON under curl's default content type are common, and the real services bear it.
     */
    static void read(RoutingContext ctx) {
        var body = Buffer.buffer();
        var request = ctx.request();
        request.handler(part -> {
            if (body.length() + part.length() > MAX_BYTES) {
                request.handler(null).endHandler(null);
                ctx.response().putHeader("Connection", "close");
                ctx.fail(413);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            ctx.put(BODY, body);
            ctx.next();
        });
    }

    /** The raw bytes; empty if there are none. */
    public static Buffer raw(RoutingContext ctx) {
        return ctx.get(BODY, Buffer.buffer());
    }

    /**
     * The body as JSON: an object, array or plain value.
     *
     * @param refusal the answer if it is no JSON; gets the reason
     */
    public static Object json(RoutingContext ctx, Function<String, Reply> refusal) {
        Buffer body = raw(ctx);
        if (body.length() == 0) {
            throw new Refusal(refusal.apply("the body is empty"));
        }
        try {
            Object value = Json.decodeValue(body);
            if (value != null) {
                return value;
            }
        } catch (DecodeException e) {
            throw new Refusal(refusal.apply("the body is not valid JSON"));
        }
        throw new Refusal(refusal.apply("the body is null"));
    }

    /** The body, which must be a JSON object. */
    public static JsonObject object(RoutingContext ctx, Function<String, Reply> refusal) {
        if (json(ctx, refusal) instanceof JsonObject object) {
            return object;
        }
        throw new Refusal(refusal.apply("the body is not a JSON object"));
    }

    static @Nullable JsonObject objectOrNull(RoutingContext ctx) {
        Buffer body = raw(ctx);
        if (body.length() == 0 || body.getByte(0) != '{') {
            return null;
        }
        try {
            return Json.decodeValue(body) instanceof JsonObject object ? object : null;
        } catch (DecodeException e) {
            // Not for us to refuse: the integration says so in its own words.
            return null;
        }
    }

    /** A text from a JSON object, or null if it is absent or something else. */
    public static @Nullable String text(JsonObject object, String field) {
        return object.getValue(field) instanceof String text ? text : null;
    }
}
