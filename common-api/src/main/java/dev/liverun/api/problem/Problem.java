package dev.liverun.api.problem;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong that the caller is told about, as an RFC 9457 problem document. Thrown (or failed with) anywhere, also
 * in code without a framework; what is not a {@code Problem} reaches the caller as a 500 that says nothing.
 *
 * <p>A subclass names the problem. A feature with a problem of its own extends the nearest one here, with its own slug:
 *
 * <pre>{@code
 * final class IllegalTransition extends Conflict {
 *     IllegalTransition(SessionState from, SessionState to) {
 *         super("illegal-transition", "Illegal transition", "A " + from + " session cannot become " + to + ".");
 *         with("legal_transitions", from.next());
 *     }
 * }
 * }</pre>
 */
public abstract class Problem extends RuntimeException {

    /** Put before the slug to make {@code type}. Clients compare it; it never changes once published. */
    public static final String TYPE_PREFIX = "https://liverun.dev/problems/";

    private final int status;
    private final String slug;
    private final String title;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param status the HTTP status
     * @param slug kebab-case name, stable, the last part of {@code type}
     * @param title the same words for every occurrence
     * @param detail what is wrong this time, for people; must not contain secrets
     */
    protected Problem(int status, String slug, String title, @Nullable String detail) {
        super(detail == null ? title : detail);
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    /** Adds an extension member. Names are snake_case; a null value is left out. */
    public final Problem with(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    /** Adds a response header, such as {@code Retry-After}. */
    public final Problem withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The exception that led here: for the log, never for the caller. */
    public final Problem because(Throwable cause) {
        initCause(cause);
        return this;
    }

    public final URI type() {
        return URI.create(TYPE_PREFIX + slug);
    }

    public final String slug() {
        return slug;
    }

    public final int status() {
        return status;
    }

    public final String title() {
        return title;
    }

    public final String detail() {
        return String.valueOf(getMessage());
    }

    /** Extension members in the order they were added. */
    public final Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public final Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }
}
