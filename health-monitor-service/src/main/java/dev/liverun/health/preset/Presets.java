package dev.liverun.health.preset;

import dev.liverun.api.problem.NotFound;
import dev.liverun.events.contract.AuthType;
import dev.liverun.health.check.CheckDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * The five integrations (specification: IntegrationEndpoint, {@code name}), each with the cheapest request that shows
 * that it works.
 */
@ApplicationScoped
class Presets {

    private static final CheckDefinition GET_AUTHENTICATED = CheckDefinition.DEFAULT;

    private static final List<Preset> KNOWN = List.of(
            new Preset(
                    "yunite",
                    "Account links between Discord and Epic Games (yunite.xyz, API v3)",
                    "https://yunite.xyz",
                    // Shows the application that the token belongs to.
                    "/api/v3/app",
                    AuthType.API_KEY,
                    "yunite",
                    "Y-Api-Token",
                    null,
                    null,
                    300,
                    10,
                    GET_AUTHENTICATED),
            new Preset(
                    "discord",
                    "Discord's OAuth2 and user API (v10)",
                    "https://discord.com",
                    // Needs no token, so an expired one is not taken for an outage.
                    "/api/v10/gateway",
                    AuthType.OAUTH,
                    "discord",
                    null,
                    "/api/v10/oauth2/token",
                    "identify",
                    600,
                    10,
                    new CheckDefinition("GET", Map.of(), null, List.of(), false, null)),
            new Preset(
                    "banano",
                    "A Banano node's RPC; Kalium's public node unless another is named",
                    "https://kaliumapi.appditto.com/api",
                    "",
                    AuthType.NONE,
                    null,
                    null,
                    null,
                    null,
                    300,
                    20,
                    new CheckDefinition(
                            "POST",
                            Map.of("Content-Type", "application/json"),
                            "{\"action\":\"block_count\"}",
                            List.of(),
                            false,
                            null)),
            new Preset(
                    "wallet",
                    "The wallet service under test",
                    null,
                    "/v1/health",
                    AuthType.BEARER_TOKEN,
                    "wallet",
                    null,
                    null,
                    null,
                    600,
                    10,
                    GET_AUTHENTICATED),
            new Preset(
                    "admin",
                    "The admin service under test",
                    null,
                    "/v1/health",
                    AuthType.API_KEY,
                    "admin",
                    "X-API-Key",
                    null,
                    null,
                    600,
                    10,
                    GET_AUTHENTICATED));

    private final PresetConfig config;

    Presets(PresetConfig config) {
        this.config = config;
    }

    /** With this installation's addresses and credentials. */
    List<Preset> all() {
        return KNOWN.stream().map(this::configured).toList();
    }

    /** @throws NotFound if there is none of this name */
    Preset named(String name) {
        return all().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("preset", name));
    }

    private Preset configured(Preset known) {
        var changed = config.presets().get(known.name());
        if (changed == null) {
            return known;
        }
        return new Preset(
                known.name(),
                known.description(),
                changed.baseUrl().orElse(known.baseUrl()),
                known.healthPath(),
                known.authType(),
                changed.credential().orElse(known.credential()),
                known.apiKeyHeader(),
                known.tokenPath(),
                known.oauthScope(),
                known.rateLimitPerMinute(),
                known.timeoutSeconds(),
                known.healthCheck());
    }
}
