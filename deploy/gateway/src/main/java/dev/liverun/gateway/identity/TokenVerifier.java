package dev.liverun.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Verifies bearer tokens with the same key and issuer as the services. What it found is remembered for a short while
 * under the token's hash: a signature costs more to check than the rest of a request, and no token stays in memory.
 */
@Singleton
public class TokenVerifier {

    private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

    private static final int REMEMBERED = 10_000;
    /** A key that has been taken back is noticed after this. */
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private static final int LONGEST = 16 * 1024;

    private final JWTParser parser;
    private final Vertx vertx;
    private final Clock clock;
    private final Cache<String, Optional<Identity>> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(MEMORY)
            .build();

    TokenVerifier(JWTParser parser, Vertx vertx, Clock clock) {
        this.parser = parser;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** The key that proves tokens cannot be read at the moment. */
    public static final class NoKeyException extends RuntimeException {
        NoKeyException(Throwable cause) {
            super("no key to verify tokens with", cause);
        }
    }

    /** Whether {@code token} was looked at lately, so that asking again costs nothing. */
    public boolean remembers(String token) {
        return known.getIfPresent(hash(token)) != null;
    }

    /**
     * What {@code token} says if it is valid now, else nothing. Fails with {@link NoKeyException} when that cannot be
     * told.
     */
    public Future<Optional<Identity>> verify(String token) {
        if (token.length() > LONGEST) {
            return Future.succeededFuture(Optional.empty());
        }
        var hash = hash(token);
        var remembered = known.getIfPresent(hash);
        if (remembered != null) {
            return Future.succeededFuture(stillValid(remembered));
        }
        // On a worker: a key may have to be read from a file or fetched from an identity provider first.
        return vertx.executeBlocking(() -> read(token), false)
                .map(found -> {
                    known.put(hash, found);
                    return stillValid(found);
                })
                .recover(failure -> {
                    LOG.warnf("tokens cannot be verified: %s", failure.toString());
                    return Future.failedFuture(new NoKeyException(failure));
                });
    }

    private Optional<Identity> stillValid(Optional<Identity> found) {
        return found.filter(identity -> identity.expiresAt().isAfter(clock.instant()));
    }

    private Optional<Identity> read(String token) {
        try {
            return Optional.of(identity(parser.parse(token)));
        } catch (ParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
            LOG.debug("a token was refused"); // the message would repeat what is in it
            return Optional.empty();
        }
    }

    private static Identity identity(JsonWebToken token) {
        var groups = token.getGroups();
        return new Identity(
                token.getSubject() == null ? String.valueOf(token.getName()) : token.getSubject(),
                new TreeSet<>(groups == null ? Set.of() : groups),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
