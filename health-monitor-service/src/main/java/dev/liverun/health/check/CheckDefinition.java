package dev.liverun.health.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.liverun.health.condition.Condition;
import dev.liverun.health.condition.SingularPath;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The request that checks an endpoint's health, and what counts as healthy. Every part has a default: a GET that is to be
 * answered 2xx.
 *
 * @param headers further headers; credentials are refused here, they belong to the endpoint
 * @param body sent as it is, for node RPCs and the like
 * @param expectedStatus what counts as an answer; empty means 2xx
 * @param authenticated whether the endpoint's credential goes with it
 * @param degradedAfterMs an answer that takes longer is DEGRADED; null means that slowness alone never is
 * @param conditions what an answer of an expected status must be like beside that
 * @param captures names, and where in the JSON body their values are (such as {@code $.node.peers[0]}); they are kept with
 *     the check, under {@code metadata.captures}
 */
public record CheckDefinition(
        @Pattern(regexp = "GET|HEAD|OPTIONS|POST", message = "must be one of GET, HEAD, OPTIONS, POST")
        String method,

        @Size(max = 20) @SecretFreeHeaders Map<String, String> headers,

        @Nullable @Size(max = 10_000) String body,

        @Size(max = 20) List<@NotNull @Min(100) @Max(599) Integer> expectedStatus,

        boolean authenticated,

        @Nullable @Min(1) @Max(300_000) Integer degradedAfterMs,

        @Size(max = 20) List<@NotNull @Valid Condition> conditions,

        @Size(max = 20)
        Map<
                        @Pattern(regexp = "[a-z][a-z0-9_]{0,49}", message = "must be a name such as block_height")
                        String,
                        @NotNull @SingularPath.Constraint String>
                captures) {

    /** A GET that is to be answered 2xx. */
    public static final CheckDefinition DEFAULT = new CheckDefinition("GET", Map.of(), null, List.of(), true, null);

    public CheckDefinition(
            String method,
            Map<String, String> headers,
            @Nullable String body,
            List<Integer> expectedStatus,
            boolean authenticated,
            @Nullable Integer degradedAfterMs) {
        this(method, headers, body, expectedStatus, authenticated, degradedAfterMs, List.of(), Map.of());
    }

    public CheckDefinition {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        // Not List.copyOf: a null among them is a violation to be named, not an exception.
        expectedStatus = Collections.unmodifiableList(new ArrayList<>(expectedStatus));
        conditions = Collections.unmodifiableList(new ArrayList<>(conditions));
        captures = Collections.unmodifiableMap(new TreeMap<>(captures));
    }

    @JsonCreator
    static CheckDefinition of(
            @JsonProperty("method") @Nullable String method,
            @JsonProperty("headers") @Nullable Map<String, String> headers,
            @JsonProperty("body") @Nullable String body,
            @JsonProperty("expected_status") @Nullable List<Integer> expectedStatus,
            @JsonProperty("authenticated") @Nullable Boolean authenticated,
            @JsonProperty("degraded_after_ms") @Nullable Integer degradedAfterMs,
            @JsonProperty("conditions") @Nullable List<Condition> conditions,
            @JsonProperty("captures") @Nullable Map<String, String> captures) {
        return new CheckDefinition(
                method == null ? DEFAULT.method : method,
                headers == null ? Map.of() : headers,
                body,
                expectedStatus == null ? List.of() : expectedStatus,
                authenticated == null || authenticated,
                degradedAfterMs,
                conditions == null ? List.of() : conditions,
                captures == null ? Map.of() : captures);
    }

    /** The same, with this status as the only one that is hoped for. */
    CheckDefinition expecting(int status) {
        return new CheckDefinition(
                method, headers, body, List.of(status), authenticated, degradedAfterMs, conditions, captures);
    }

    /** Whether the body of the answer has to be kept. */
    boolean needsBody() {
        return !captures.isEmpty() || conditions.stream().anyMatch(Condition::needsBody);
    }

    /** Whether this status is what the check hopes for. */
    public boolean expects(int status) {
        return expectedStatus.isEmpty() ? status >= 200 && status < 300 : expectedStatus.contains(status);
    }
}
