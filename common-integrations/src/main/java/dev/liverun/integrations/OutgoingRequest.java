package dev.liverun.integrations;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request to an integration. Build it with {@link #to(String, String)}.
 *
 * @param method in capitals, e.g. {@code GET}
 * @param url absolute, or relative: then it is appended to the target's base URL (path and query)
 * @param repeatable whether sending it twice does no more than sending it once; only then it is retried after it may
 *     have been received
 * @param redirectLimit how many redirects are followed, 0–5; with 0 a redirect is the answer
 * @param authenticated whether the target's credentials go with it; they do so to the target's own origin only
 * @param maxWait how long the whole call may wait for the rate budget, pauses and backoff together; empty takes the
 *     configured value. What would have to wait longer fails at once, unsent
 * @param keepBytes how much of the answer's body is kept; empty takes the configured value
 * @param reach how far the call goes; what sends no request takes no credentials and follows no redirects
 */
public record OutgoingRequest(
        String method,
        String url,
        Headers headers,
        Body body,
        Purpose purpose,
        boolean repeatable,
        int redirectLimit,
        boolean authenticated,
        Optional<Duration> maxWait,
        Optional<Integer> keepBytes,
        Reach reach) {

    /** The redirects that are followed unless a request says less; more are never followed. */
    public static final int MAX_REDIRECTS = 5;

    /** RFC 9110, section 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    public OutgoingRequest {
        if (!Headers.isToken(method) || method.equals("CONNECT")) {
            throw new IllegalArgumentException("Not a method that can be sent: " + method);
        }
        for (Headers.Field field : headers.fields()) {
            if (!field.valid()) {
                throw new IllegalArgumentException(
                        "A header's name or value has a character that cannot be sent: " + field.name());
            }
        }
        if (redirectLimit < 0 || redirectLimit > MAX_REDIRECTS) {
            throw new IllegalArgumentException("The redirect limit must be 0 to " + MAX_REDIRECTS);
        }
    }

    public static OutgoingRequest get(String url) {
        return to("GET", url).build();
    }

    /** A request that is repeatable if its method is idempotent, follows redirects and is authenticated. */
    public static Builder to(String method, String url) {
        return new Builder(method.toUpperCase(Locale.ROOT), url);
    }

    /** Collects what differs from the usual. */
    public static final class Builder {
        private final String method;
        private final String url;
        private Headers headers = Headers.empty();
        private Body body = Body.empty();
        private Purpose purpose = Purpose.TEST;
        private boolean repeatable;
        private int redirectLimit = MAX_REDIRECTS;
        private boolean authenticated = true;
        private Optional<Duration> maxWait = Optional.empty();
        private Optional<Integer> keepBytes = Optional.empty();
        private Reach reach = Reach.ANSWER;

        private Builder(String method, String url) {
            this.method = method;
            this.url = url;
            this.repeatable = IDEMPOTENT.contains(method);
        }

        public Builder headers(Headers headers) {
            this.headers = headers;
            return this;
        }

        public Builder header(String name, String value) {
            headers = headers.with(name, value);
            return this;
        }

        public Builder body(Body body) {
            this.body = body;
            return this;
        }

        public Builder body(String contentType, String text) {
            return header("Content-Type", contentType).body(Body.utf8(text));
        }

        public Builder purpose(Purpose purpose) {
            this.purpose = purpose;
            return this;
        }

        public Builder repeatable(boolean repeatable) {
            this.repeatable = repeatable;
            return this;
        }

        public Builder redirectLimit(int redirectLimit) {
            this.redirectLimit = redirectLimit;
            return this;
        }

        public Builder authenticated(boolean authenticated) {
            this.authenticated = authenticated;
            return this;
        }

        public Builder maxWait(Duration maxWait) {
            this.maxWait = Optional.of(maxWait);
            return this;
        }

        public Builder keepBytes(int keepBytes) {
            this.keepBytes = Optional.of(keepBytes);
            return this;
        }

        public Builder reach(Reach reach) {
            this.reach = reach;
            return this;
        }

        public OutgoingRequest build() {
            return new OutgoingRequest(
                    method,
                    url,
                    headers,
                    body,
                    purpose,
                    repeatable,
                    redirectLimit,
                    authenticated,
                    maxWait,
                    keepBytes,
                    reach);
        }
    }
}
