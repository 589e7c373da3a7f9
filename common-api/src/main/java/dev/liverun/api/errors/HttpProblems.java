package dev.liverun.api.errors;

import dev.liverun.api.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** What HTTP itself, or the framework, refuses; and the 500 for everything that nobody expected. */
final class HttpProblems extends Problem {

    private HttpProblems(int status, String slug, String title, String detail) {
        super(status, slug, title, detail);
    }

    static Problem of(Throwable failure, int status) {
        return switch (status) {
            case 401 ->
                new HttpProblems(
                        401,
                        "unauthenticated",
                        "Not signed in",
                        failure instanceof AuthenticationFailedException
                                ? "The bearer token is not valid (any more)."
                                : "Send a bearer token: Authorization: Bearer …");
            case 403 -> new HttpProblems(403, "forbidden", "Not allowed", "Your role does not allow this.");
            case 404 -> new HttpProblems(404, "not-found", "Not found", "There is nothing at this address.");
            case 405 ->
                new HttpProblems(405, "method-not-allowed", "Method not allowed", "See Allow for what is possible.");
            case 406 ->
                new HttpProblems(
                        406, "not-acceptable", "Not acceptable", "None of the accepted types can be produced.");
            case 413 ->
                new HttpProblems(413, "body-too-large", "Body too large", "The body is larger than accepted here.");
            case 415 ->
                new HttpProblems(
                        415, "unsupported-content", "Unsupported content", "This Content-Type is not accepted here.");
            default -> status >= 400 && status < 500 ? refused(failure, status) : internal();
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

    private static Problem refused(Throwable failure, int status) {
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "Request refused" : reason.getReasonPhrase();
        var detail = failure instanceof WebApplicationException && failure.getMessage() != null
                ? failure.getMessage()
                : title;
        return new HttpProblems(status, "request-refused", title, detail);
    }
}
