package dev.liverun.integrations.credentials;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.http.WireException;
import dev.liverun.integrations.redaction.KnownSecrets;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens in use. However many calls need one, one fetch per endpoint and credential is in flight; a token is
 * renewed ahead of its expiry while it is still used. A changed credential is another key, so that a rotation fetches anew.
 */
final class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);

    /** How long a failed fetch answers for those who come after it, and a failed renewal is not tried again. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final TokenTransport transport;
    private final KnownSecrets known;
    private final Clock clock;
    private final Map<Key, Holder> holders = new ConcurrentHashMap<>();

    Tokens(TokenTransport transport, KnownSecrets known, Clock clock) {
        this.transport = transport;
        this.known = known;
        this.clock = clock;
    }

    Uni<AccessToken> current(Target target, Auth.OAuth auth, Secret secret) {
        Key key = new Key(target.endpointId(), auth, secret);
        Holder holder = holders.get(key);
        if (holder == null) {
            Holder fresh = new Holder(key, ClientCredentials.required(secret));
            Holder other = holders.putIfAbsent(key, fresh);
            holder = other == null ? fresh : other;
            holders.keySet().removeIf(old -> old.replacedBy(key));
        }
        return holder.current(target);
    }

    /** The endpoint refused this token: it is not used again. */
    void refused(Target target, Auth.OAuth auth, Secret secret, String token) {
        Holder holder = holders.get(new Key(target.endpointId(), auth, secret));
        if (holder != null) {
            holder.refused(token);
        }
    }

    private record Key(UUID endpointId, Auth.OAuth auth, Secret secret) {

        boolean replacedBy(Key newer) {
            return endpointId.equals(newer.endpointId) && !equals(newer);
        }
    }

    private final class Holder {
        private final Key key;
        private final ClientCredentials client;
        private Optional<String> refreshToken;
        private @Nullable AccessToken token;
        private @Nullable Uni<AccessToken> fetching;
        private Instant notBefore = Instant.MIN;

        Holder(Key key, ClientCredentials client) {
            this.key = key;
            this.client = client;
            this.refreshToken = client.refreshToken();
        }

        synchronized Uni<AccessToken> current(Target target) {
            Instant now = clock.instant();
            AccessToken held = token;
            if (held == null || held.expired(now)) {
                return fetch(target, now);
            }
            if (held.dueForRefresh(now) && fetching == null && !now.isBefore(notBefore)) {
                fetch(target, now)
                        .subscribe()
                        .with(
                                renewed -> LOG.debugf("Renewed the token of %s ahead of its expiry", key.secret.name()),
                                failure -> LOG.warnf(
                                        "The token of %s cannot be renewed yet: %s",
                                        key.secret.name(), failure.getMessage()));
            }
            return Uni.createFrom().item(held);
        }

        synchronized void refused(String value) {
            AccessToken held = token;
            if (held != null && held.value().equals(value)) {
                token = null;
            }
        }

        private Uni<AccessToken> fetch(Target target, Instant now) {
            Uni<AccessToken> running = fetching;
            if (running != null && now.isBefore(notBefore)) {
                return running;
            }
            // Until it is over, every time is before this.
            notBefore = Instant.MAX;
            Uni<AccessToken> fetch = Uni.createFrom()
                    .deferred(() -> transport.post(
                            target,
                            key.auth.tokenUrl(),
                            TokenEndpoint.headers(key.auth, client),
                            TokenEndpoint.form(key.auth, client, refreshToken)))
                    .map(response -> TokenEndpoint.granted(key.secret.name(), response, clock.instant()))
                    .map(this::granted)
                    .onFailure()
                    .transform(this::failed)
                    .memoize()
                    .indefinitely();
            fetching = fetch;
            return fetch;
        }

        private synchronized AccessToken granted(TokenEndpoint.Grant grant) {
            known.remember(grant.token().value());
            grant.refreshToken().ifPresent(known::remember);
            refreshToken = grant.refreshToken().or(() -> refreshToken);
            token = grant.token();
            fetching = null;
            notBefore = Instant.MIN;
            return grant.token();
        }

        private synchronized Throwable failed(Throwable failure) {
            notBefore = clock.instant().plus(AFTER_FAILURE);
            if (token != null) {
                fetching = null;
            }
            return failure instanceof WireException wire
                    ? new CredentialException(
                            "No token for the credential " + key.secret.name() + ": " + wire.getMessage(),
                            wire.kind().passing(),
                            wire.contact())
                    : failure;
        }
    }
}
