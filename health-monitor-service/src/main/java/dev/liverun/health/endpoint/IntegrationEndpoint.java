package dev.liverun.health.endpoint;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.events.contract.EndpointChanged;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointRemoved;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.confirmed.Confirmation;
import dev.liverun.health.definition.EndpointDefinition;
import dev.liverun.health.stored.StoredJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An external service that is tested live (specification: IntegrationEndpoint).
 *
 * <pre>
 *   register ──▶ in use ──change──▶ in use
 *                in use ──remove──▶ removed (its row and its history stay, its name is free again)
 * </pre>
 *
 * The sequence of its events is its version.
 */
@Entity
@Table(name = "integration_endpoints")
class IntegrationEndpoint {

    /** A new endpoint and the event that tells of it. */
    record Registration(IntegrationEndpoint endpoint, Event<EndpointRegistered> event) {}

    private static final String REPUBLISHED = "system:republish";
    private static final long FIRST_VERSION = 1;

    @Id
    private UUID id;

    private String name;
    private String baseUrl;
    private String healthCheckUrl;

    @Enumerated(EnumType.STRING)
    private AuthType authType;

    private @Nullable String credential;
    private @Nullable String apiKeyHeader;
    private @Nullable String tokenUrl;
    private @Nullable String oauthScope;
    private int rateLimitPerMinute;
    private int timeoutSeconds;
    private int retryAttempts;
    private boolean enabled;

    @Column(columnDefinition = "text[]")
    private String[] tags;

    private @Nullable String groupName;

    @Column(columnDefinition = "uuid[]")
    private UUID[] dependsOn;

    private int checkIntervalSeconds;
    private String healthCheck;
    private String confirmation;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant removedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills what it reads.
    protected IntegrationEndpoint() {}

    @SuppressWarnings("NullAway.Init") // By take().
    private IntegrationEndpoint(UUID id, EndpointDefinition definition, Instant now) {
        this.id = id;
        this.createdAt = now;
        this.version = FIRST_VERSION;
        take(definition, now);
    }

    static Registration register(EndpointDefinition definition, Caller actor, Clock clock) {
        var now = now(clock);
        var endpoint = new IntegrationEndpoint(Ids.next(), definition, now);
        return new Registration(
                endpoint,
                Event.state(
                        new EndpointRegistered(endpoint.snapshot(FIRST_VERSION), actor.subject()), FIRST_VERSION, now));
    }

    /** Empty when nothing is different. */
    Optional<Event<EndpointChanged>> change(EndpointDefinition definition, Caller actor, Clock clock) {
        if (definition.equals(definition())) {
            return Optional.empty();
        }
        var now = now(clock);
        take(definition, now);
        return Optional.of(Event.state(new EndpointChanged(snapshot(version + 1), actor.subject()), version + 1, now));
    }

    /** Ends its use; only its history remains. */
    Event<EndpointRemoved> remove(Caller actor, Clock clock) {
        if (removedAt != null) {
            throw new IllegalStateException("removed already");
        }
        var now = now(clock);
        removedAt = now;
        updatedAt = now;
        return Event.state(new EndpointRemoved(snapshot(version + 1), actor.subject()), version + 1, now);
    }

    /** What it is now, for those who want to hear it once more. */
    Event<?> asItIs() {
        return removedAt == null
                ? Event.state(new EndpointChanged(snapshot(version), REPUBLISHED), version, updatedAt)
                : Event.state(new EndpointRemoved(snapshot(version), REPUBLISHED), version, updatedAt);
    }

    EndpointDefinition definition() {
        return new EndpointDefinition(
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
                List.of(tags),
                groupName,
                List.of(dependsOn),
                checkIntervalSeconds,
                StoredJson.read(healthCheck, CheckDefinition.class),
                StoredJson.read(confirmation, Confirmation.class));
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    boolean enabled() {
        return enabled;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    private void take(EndpointDefinition definition, Instant now) {
        name = definition.name();
        baseUrl = definition.baseUrl();
        healthCheckUrl = definition.healthCheckUrl();
        authType = definition.authType();
        credential = definition.credential();
        apiKeyHeader = definition.apiKeyHeader();
        tokenUrl = definition.tokenUrl();
        oauthScope = definition.oauthScope();
        rateLimitPerMinute = definition.rateLimitPerMinute();
        timeoutSeconds = definition.timeoutSeconds();
        retryAttempts = definition.retryAttempts();
        enabled = definition.enabled();
        tags = definition.tags().toArray(String[]::new);
        groupName = definition.group();
        dependsOn = definition.dependsOn().toArray(UUID[]::new);
        checkIntervalSeconds = definition.checkIntervalSeconds();
        healthCheck = StoredJson.write(definition.healthCheck());
        confirmation = StoredJson.write(definition.confirmation());
        updatedAt = now;
    }

    private EndpointSnapshot snapshot(long asVersion) {
        return new EndpointSnapshot(
                id,
                name,
                baseUrl,
                healthCheckUrl,
                new EndpointAuth(authType, credential, apiKeyHeader, tokenUrl, oauthScope),
                rateLimitPerMinute,
                timeoutSeconds,
                retryAttempts,
                enabled,
                removedAt != null,
                List.of(tags),
                asVersion);
    }

    /** As PostgreSQL keeps it: what is published must be what is stored. */
    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
