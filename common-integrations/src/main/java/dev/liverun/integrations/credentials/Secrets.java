package dev.liverun.integrations.credentials;

import dev.liverun.integrations.redaction.KnownSecrets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns the name of a credential into its value. A value is read again when it is older than a moment, so that a rotation
 * needs no restart; it is told to {@link KnownSecrets} before anyone can use it, so that it is redacted everywhere.
 */
public final class Secrets {

    private final List<CredentialSource> sources;
    private final KnownSecrets known;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration rereadAfter;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    /** @param sources in the order in which they are asked; the first that has the credential decides */
    public Secrets(List<CredentialSource> sources, KnownSecrets known, Vertx vertx, Clock clock, Duration rereadAfter) {
        this.sources = List.copyOf(sources);
        this.known = known;
        this.vertx = vertx;
        this.clock = clock;
        this.rereadAfter = rereadAfter;
    }

    /** The value as it is now; fails with a {@link CredentialException}. */
    public Uni<Secret> get(String name) {
        return Uni.createFrom().deferred(() -> onCallersContext(reading(name).secret()));
    }

    /** Whoever asks first reads for all who ask meanwhile; each goes on where it came from. */
    private static Uni<Secret> onCallersContext(Uni<Secret> secret) {
        var context = Vertx.currentContext();
        return context == null ? secret : secret.emitOn(work -> context.runOnContext(ignored -> work.run()));
    }

    private Reading reading(String name) {
        Instant now = clock.instant();
        return readings.compute(
                name,
                (key, last) -> last != null && last.readAt().plus(rereadAfter).isAfter(now)
                        ? last
                        : new Reading(now, readOnWorker(name)));
    }

    private Uni<Secret> readOnWorker(String name) {
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(() -> read(name), false).toCompletionStage())
                .memoize()
                .indefinitely();
    }

    private Secret read(String name) {
        for (CredentialSource source : sources) {
            Optional<String> value = source.read(name);
            if (value.isPresent()) {
                return usable(new Secret(name, value.get()));
            }
        }
        throw new CredentialException("There is no credential " + name
                + ": provide a file of that name or the variable " + EnvironmentCredentials.variable(name));
    }

    private Secret usable(Secret secret) {
        if (secret.value().isEmpty()) {
            throw new CredentialException("The credential " + secret.name() + " is empty");
        }
        known.remember(secret.value());
        ClientCredentials.parse(secret).ifPresent(client -> client.secrets().forEach(known::remember));
        return secret;
    }

    private record Reading(Instant readAt, Uni<Secret> secret) {}
}
