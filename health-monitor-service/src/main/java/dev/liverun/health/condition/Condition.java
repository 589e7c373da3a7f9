package dev.liverun.health.condition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an answer must be like.
 *
 * @param of what is looked at
 * @param name the header, or the path in the JSON body; for those only
 * @param is how it is compared; where there is nothing to compare, no condition holds but NOT_EQUALS
 * @param value what it is compared with; not for EXISTS
 * @param otherwise what the endpoint is when it does not hold
 */
@Complete
public record Condition(
        @NotNull @Nullable Subject of,
        @Nullable @Size(min = 1, max = 500) String name,
        @NotNull @Nullable Operator is,
        @Nullable @Size(max = 1000) String value,
        Otherwise otherwise) {

    /** What is looked at. */
    public enum Subject {
        HEADER,
        /** The body as text, its first 64 KiB. */
        BODY,
        /** A value in the JSON body, by a path such as {@code $.node.peers[0]}. */
        JSON,
        RESPONSE_TIME_MS,
        /** Days until the certificate expires. Without TLS there are none. */
        CERTIFICATE_DAYS,
        /** The addresses that a DNS check has found, in order, separated by spaces. */
        ADDRESSES
    }

    /** How it is compared. */
    public enum Operator {
        EXISTS,
        EQUALS,
        NOT_EQUALS,
        CONTAINS,
        /** A part matches this regular expression (RE2: it takes linear time, whatever the answer). */
        MATCHES,
        AT_LEAST,
        AT_MOST
    }

    /** What the endpoint is then. */
    public enum Otherwise {
        UNHEALTHY,
        DEGRADED
    }

    @JsonCreator
    static Condition of(
            @JsonProperty("of") @Nullable Subject of,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("is") @Nullable Operator is,
            @JsonProperty("value") @Nullable String value,
            @JsonProperty("otherwise") @Nullable Otherwise otherwise) {
        return new Condition(of, name, is, value, otherwise == null ? Otherwise.UNHEALTHY : otherwise);
    }

    /** Whether there must be an answer to tell. */
    public boolean needsAnswer() {
        return of == Subject.HEADER || needsBody();
    }

    /** Whether the body is needed to tell. */
    public boolean needsBody() {
        return of == Subject.BODY || of == Subject.JSON;
    }
}
