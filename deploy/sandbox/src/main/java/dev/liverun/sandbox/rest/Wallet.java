package dev.liverun.sandbox.rest;

import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A wallet service: {@code /v1/wallets}, with a bearer token; errors are {@code {"error": {"code", "message"}}}. */
public final class Wallet extends RestService {
    private static final String TOKEN = "SANDBOX_WALLET_TOKEN";
    private static final RestErrors ERRORS = new RestErrors() {
        @Override
        Reply error(int status, String code, String message, Map<String, String> fields) {
            var error = new JsonObject().put("code", code).put("message", message);
            if (!fields.isEmpty()) {
                var details = new JsonObject();
                fields.forEach(details::put);
                error.put("fields", details);
            }
            Reply reply = Reply.json(status, new JsonObject().put("error", error));
            return status == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply;
        }
    };

    private final Credentials credentials;

    public Wallet(Credentials credentials, Clock clock, StateFile file) {
        super(
                "wallets",
                List.of(
                        FieldRule.required("owner", ".{1,100}", "a text of 1 to 100 characters"),
                        FieldRule.required("currency", "BAN|USD|EUR", "one of BAN, USD, EUR"),
                        FieldRule.optional("reference", ".{1,200}", "a text of 1 to 200 characters")),
                clock,
                file);
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return "wallet";
    }

    @Override
    public List<String> missing() {
        return credentials.missing(TOKEN);
    }

    @Override
    public RestErrors errors() {
        return ERRORS;
    }

    @Override
    boolean isAuthenticated(RoutingContext ctx) {
        String header = ctx.request().getHeader("Authorization");
        return credentials.matches(TOKEN, Credentials.authorization(header, "Bearer"));
    }

    @Override
    Map<String, String> initial() {
        return Map.of("balance", "0.00");
    }
}
