package dev.liverun.gateway.identity;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as far as the gateway can tell.
 *
 * @param key under what the caller's requests are counted
 * @param identity what the token says, if there is a valid one
 * @param byCookie whether a browser attached the token by itself: then it may not know of this request
 * @param authorization the header for the service when it is not the client's own
 */
public record Caller(
        String key,
        Optional<Identity> identity,
        boolean byCookie,
        @Nullable String authorization) {

    private static final String KEY = "gateway.caller";

    public static Caller anonymous(String address) {
        return new Caller("address " + address, Optional.empty(), false, null);
    }

    public static Caller withHeader(Identity identity) {
        return new Caller("subject " + identity.subject(), Optional.of(identity), false, null);
    }

    public static Caller withCookie(Identity identity, String token) {
        return new Caller("subject " + identity.subject(), Optional.of(identity), true, "Bearer " + token);
    }

    public void attachTo(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    /** This request's caller; the caller handler must have seen it. */
    public static Caller of(RoutingContext ctx) {
        Caller caller = ctx.get(KEY);
        if (caller == null) {
            throw new IllegalStateException("nobody asked who is calling");
        }
        return caller;
    }

    /** Tokens do not belong in logs. */
    @Override
    public String toString() {
        return key;
    }
}
