package dev.liverun.integrations.credentials;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.redaction.KnownSecrets;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;

/** Finds the header that authenticates against a target. Fails with a {@link CredentialException}. */
public final class Authorizer {

    private static final String BEARER = "Bearer ";

    private final Secrets secrets;
    private final Tokens tokens;

    public Authorizer(Secrets secrets, TokenTransport transport, KnownSecrets known, Clock clock) {
        this.secrets = secrets;
        this.tokens = new Tokens(transport, known, clock);
    }

    public Uni<Optional<Authorization>> authorize(Target target) {
        if (target.auth() instanceof Auth.ApiKey key) {
            return header(key.credential(), key.header(), "");
        }
        if (target.auth() instanceof Auth.BearerToken bearer) {
            return header(bearer.credential(), "Authorization", BEARER);
        }
        if (target.auth() instanceof Auth.OAuth oauth) {
            return secrets.get(oauth.credential())
                    .chain(secret -> tokens.current(target, oauth, secret))
                    .map(token -> Optional.of(new Authorization("Authorization", BEARER + token.value())));
        }
        return Uni.createFrom().item(Optional.empty());
    }

    /**
     * The endpoint answered 401 to {@code used}: the header to try once more with, or empty when there is no other, because
     * the credential did not change.
     */
    public Uni<Optional<Authorization>> afterRefusal(Target target, Authorization used) {
        Uni<Void> forgotten = target.auth() instanceof Auth.OAuth oauth
                ? secrets.get(oauth.credential())
                        .invoke(secret -> tokens.refused(
                                target, oauth, secret, used.value().substring(BEARER.length())))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
        return forgotten.chain(() -> authorize(target)).map(renewed -> renewed.filter(other -> !other.equals(used)));
    }

    private Uni<Optional<Authorization>> header(String credential, String name, String prefix) {
        return secrets.get(credential).map(secret -> {
            if (secret.value().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw new CredentialException(
                        "The credential " + credential + " has a character that no header can carry");
            }
            return Optional.of(new Authorization(name, prefix + secret.value()));
        });
    }

    /** Whether this header authenticates, so that it must not go to another host. */
    public static boolean isCredential(Headers.Field field, Auth auth) {
        String name = field.name();
        return name.equalsIgnoreCase("Authorization")
                || name.equalsIgnoreCase("Cookie")
                || auth instanceof Auth.ApiKey key && name.equalsIgnoreCase(key.header());
    }
}
