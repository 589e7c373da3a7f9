package dev.liverun.api.errors;

import dev.liverun.api.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What HTTP itself, or the framework, refuses; and the 500 for everything that nobody expected. */
final class HttpProblems extends Problem {

    private HttpProblems(int status, String slug, String title, String detail) {
        super(status, slug, title, detail);
    }

    /** Only the framework's own refusals are the caller's doing; any other exception is ours. */
    static Problem of(Throwable failure) {
        if (failure instanceof AuthenticationFailedException) {
            return new HttpProblems(
                    401, "unauthenticated", "Not signed in", "The bearer token is not valid, or not any more.");
        }
        if (failure instanceof UnauthorizedException) {
            return of(401, null);
        }
        if (failure instanceof ForbiddenException) {
            return of(403, null);
        }
        if (failure instanceof WebApplicationException refusal) {
            return of(refusal.getResponse().getStatus(), refusal.getMessage());
        }
        return of(500, null);
    }

    static Problem of(int status, @Nullable String message) {
        return switch (status) {
            case 401 ->
                new HttpProblems(
                        401, "unauthenticated", "Not signed in", "Send a bearer token: Authorization: Bearer <token>");
            case 403 -> new HttpProblems(403, "forbidden", "Not allowed", "Your role does not allow this.");
            case 404 -> new HttpProblems(404, "not-found", "Not found", "There is nothing at this address.");
            case 405 ->
                new HttpProblems(
                        405, "method-not-allowed", "Method not allowed", "This address does not know that method.");
            case 406 ->
                new HttpProblems(
                        406, "not-acceptable", "Not acceptable", "None of the accepted types can be produced.");
            case 413 ->
                new HttpProblems(413, "body-too-large", "Body too large", "The body is larger than accepted here.");
            case 415 ->
                new HttpProblems(
                        415, "unsupported-content", "Unsupported content", "This Content-Type is not accepted here.");
            default -> status >= 400 && status < 500 ? refused(status, message) : internal();
        };
    }

    /** Says nothing about what happened; the log does, under the same correlation id. */
    static Problem internal() {
        return new HttpProblems(
                500,
                "internal-error",
                "Internal error",
                "Something went wrong on our side. Quote the correlation id when you report it.");
    }

    private static Problem refused(int status, @Nullable String message) {
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "Request refused" : reason.getReasonPhrase();
        return new HttpProblems(status, "request-refused", title, message == null ? title : message);
    }
}
