package dev.liverun.gateway.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong, in the form in which the services say it too (RFC 9457). A service's own problems pass through
 * untouched; these are the gateway's.
 *
 * @param status the HTTP status
 * @param slug the last part of {@code type}: clients compare it, it never changes
 * @param title the same words for every occurrence
 * @param detail what is wrong this time, and what to do next; never a token
 * @param members further members of the document, snake_case
 * @param headers further response headers
 */
public record Problem(
        int status,
        String slug,
        String title,
        String detail,
        Map<String, Object> members,
        Map<String, String> headers) {

    private static final String TYPE_PREFIX = "https://liverun.dev/problems/";

    private static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail, Map.of(), Map.of());
    }

    /** 400: the path could be read in two ways, so it is not read at all. */
    public static Problem ambiguousPath() {
        return of(
                400,
                "ambiguous-path",
                "Ambiguous path",
                "The path has dot segments, empty segments, encoded slashes or control characters. Send it in its plain form.");
    }

    public static Problem badRequest(String detail) {
        return of(400, "request-refused", "Bad request", detail);
    }

    public static Problem unauthenticated(String detail) {
        return of(401, "unauthenticated", "Not signed in", detail).withHeader("WWW-Authenticate", "Bearer");
    }

    /** 403: a cookie came along with a request that a foreign page may have made. */
    public static Problem crossSite(String detail) {
        return of(403, "cross-site-request", "Cross-site request refused", detail);
    }

    public static Problem notFound() {
        return of(404, "not-found", "Not found", "There is nothing at this address.");
    }

    public static Problem methodNotAllowed() {
        return of(405, "method-not-allowed", "Method not allowed", "This method is not possible at this address.");
    }

    /** 408: the client stopped sending in the middle of its request. */
    public static Problem requestTimeout() {
        return of(408, "request-timeout", "Request timeout", "The rest of the request did not arrive in time.");
    }

    public static Problem bodyTooLarge(long limit) {
        return of(413, "body-too-large", "Body too large", "The body may have at most " + limit + " bytes.")
                .with("limit_bytes", limit);
    }

    public static Problem tooManyRequests(String detail, Duration retryAfter) {
        return of(429, "too-many-requests", "Too many requests", detail).withHeader("Retry-After", seconds(retryAfter));
    }

    public static Problem internal() {
        return of(
                500,
                "internal-error",
                "Internal error",
                "Something went wrong on our side. Quote the correlation id when you report it.");
    }

    /** 502: the connection broke in mid-request; nobody knows here how far the service had come. */
    public static Problem broken(String service) {
        return of(
                        502,
                        "upstream-broken",
                        "A service broke off",
                        "The " + service
                                + " service broke off before it answered. The request may or may not have taken"
                                + " effect: look, or repeat it with the same Idempotency-Key.")
                .with("service", service)
                .withHeader("Retry-After", "2");
    }

    /** 503: the service was not reached, so nothing has happened. */
    public static Problem away(String service) {
        return of(
                        503,
                        "dependency-unavailable",
                        "A dependency is unavailable",
                        "The " + service + " service cannot be reached at the moment. Try again later.")
                .with("service", service)
                .withHeader("Retry-After", "2");
    }

    /** 503: it could be verified here who is calling, but the key for it is not there. */
    public static Problem noKey() {
        return of(
                        503,
                        "dependency-unavailable",
                        "A dependency is unavailable",
                        "Tokens cannot be verified at the moment: the public key cannot be read. An operator should look at"
                                + " liverun.auth.public-key.")
                .withHeader("Retry-After", "10");
    }

    /** 503: the OpenID provider is away; who is signed in stays so until the token runs out. */
    public static Problem noProvider() {
        return of(
                        503,
                        "dependency-unavailable",
                        "A dependency is unavailable",
                        "The OpenID provider cannot be reached at the moment. Try again later.")
                .withHeader("Retry-After", "10");
    }

    /** 504: the service was reached and is silent. */
    public static Problem timeout(String service, Duration after) {
        return of(
                        504,
                        "upstream-timeout",
                        "A service takes too long",
                        "The " + service + " service did not answer within " + after.toSeconds()
                                + " seconds. The request may still take effect.")
                .with("service", service);
    }

    /** The same with one more member. */
    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, slug, title, detail, more, headers);
    }

    /** The same with one more response header. */
    public Problem withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, slug, title, detail, members, more);
    }

    /** The value of {@code type}. */
    public String type() {
        return TYPE_PREFIX + slug;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
