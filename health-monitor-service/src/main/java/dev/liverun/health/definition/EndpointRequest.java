package dev.liverun.health.definition;

import dev.liverun.events.contract.AuthType;
import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.confirmed.Confirmation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as a caller describes it (specification: IntegrationEndpoint, Validation Rules). What is left out has a
 * default.
 *
 * @param healthCheckUrl absolute, its scheme says what kind of check it is; left out, {@code base_url} itself is checked
 * @param credential the name of a secret, never its value
 * @param apiKeyHeader the header that carries an API_KEY; {@code X-API-Key} when left out
 * @param tokenUrl where OAUTH tokens are fetched
 * @param group where it belongs on the board
 * @param dependsOn integrations without which it cannot work; they must exist, and none may depend on this one
 */
@CompleteAuth
@FitsItsKind
public record EndpointRequest(
        @NotBlank @Size(max = 100) @Nullable String name,

        @NotEmpty @HttpUrl @Nullable String baseUrl,

        @HttpUrl(checks = true) @Nullable String healthCheckUrl,

        @Nullable AuthType authType,

        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
                message = "must be the name of a secret: up to 100 letters, digits, '.', '_' or '-'")
        @Nullable
        String credential,

        @Pattern(regexp = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", message = "must be the name of a header") @Nullable
        String apiKeyHeader,

        @HttpUrl @Nullable String tokenUrl,

        @Size(min = 1, max = 1000) @Nullable String oauthScope,

        @Positive @Nullable Integer rateLimitPerMinute,

        @Min(1) @Max(300) @Nullable Integer timeoutSeconds,

        @Min(0) @Max(10) @Nullable Integer retryAttempts,

        @Nullable Boolean enabled,

        @Size(max = 20) @Nullable List<@NotBlank @Size(max = 50) String> tags,

        @Size(min = 1, max = 100) @Nullable String group,

        @Size(max = 20) @Nullable List<@NotNull UUID> dependsOn,

        @Min(1) @Max(86_400) @Nullable Integer checkIntervalSeconds,

        @Valid @Nullable CheckDefinition healthCheck,

        @Valid @Nullable Confirmation confirmation) {

    /** Called on a valid request. */
    public EndpointDefinition definition() {
        if (name == null || baseUrl == null) {
            throw new IllegalStateException("not validated");
        }
        return new EndpointDefinition(
                name.strip(),
                baseUrl,
                healthCheckUrl == null ? baseUrl : healthCheckUrl,
                authType == null ? AuthType.NONE : authType,
                credential,
                apiKeyHeader,
                tokenUrl,
                oauthScope,
                orElse(rateLimitPerMinute, 60),
                orElse(timeoutSeconds, 10),
                orElse(retryAttempts, 2),
                enabled == null || enabled,
                tags == null
                        ? List.of()
                        : tags.stream().map(String::strip).distinct().sorted().toList(),
                group == null ? null : group.strip(),
                dependsOn == null
                        ? List.of()
                        : dependsOn.stream().distinct().sorted().toList(),
                orElse(checkIntervalSeconds, 30),
                healthCheck == null ? CheckDefinition.DEFAULT : healthCheck,
                confirmation == null ? Confirmation.DEFAULT : confirmation);
    }

    /** The same, depending on these. */
    public EndpointRequest dependingOn(List<UUID> needed) {
        return new EndpointRequest(
                name,
                baseUrl,
                healthCheckUrl,
                authType,
                credential,
                apiKeyHeader,
                tokenUrl,
                oauthScope,
                rateLimitPerMinute,
                timeoutSeconds,
                retryAttempts,
                enabled,
                tags,
                group,
                needed,
                checkIntervalSeconds,
                healthCheck,
                confirmation);
    }

    private static int orElse(@Nullable Integer value, int usual) {
        return value == null ? usual : value;
    }
}
