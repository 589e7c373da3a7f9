package dev.liverun.sandbox.rest;

import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** An admin service: {@code /v1/users}, with an API key; errors are {@code {"errors": [{"code", "detail"}]}}. */
public final class Admin extends RestService {
    private static final String API_KEY = "SANDBOX_ADMIN_TOKEN";
    private static final RestErrors ERRORS = new RestErrors() {
        @Override
        Reply error(int status, String code, String message, Map<String, String> fields) {
            var errors = new JsonArray();
            if (fields.isEmpty()) {
                errors.add(new JsonObject().put("code", code).put("detail", message));
            }
            fields.forEach((field, detail) -> errors.add(
                    new JsonObject().put("code", code).put("field", field).put("detail", detail)));
            return Reply.json(status, new JsonObject().put("errors", errors));
        }
    };

    private final Credentials credentials;

    public Admin(Credentials credentials, Clock clock, StateFile file) {
        super(
                "users",
                List.of(
                        FieldRule.required("email", "[^@\\s]{1,64}@[^@\\s]{1,190}", "an e-mail address")
                                .asUnique(),
                        FieldRule.required("role", "member|moderator|admin", "one of member, moderator, admin"),
                        FieldRule.optional("display_name", ".{1,100}", "a text of 1 to 100 characters"),
                        FieldRule.optional("reference", ".{1,200}", "a text of 1 to 200 characters")),
                clock,
                file);
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public List<String> missing() {
        return credentials.missing(API_KEY);
    }

    @Override
    public RestErrors errors() {
        return ERRORS;
    }

    @Override
    boolean isAuthenticated(RoutingContext ctx) {
        return credentials.matches(API_KEY, ctx.request().getHeader("X-Api-Key"));
    }

    @Override
    Map<String, String> initial() {
        return Map.of("status", "active");
    }
}
