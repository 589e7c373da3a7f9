package dev.liverun.integrations.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An OAuth access token.
 *
 * @param refreshAt from when on another one should be fetched; none where the server did not say how long it is valid: it
 *     is then used until it is refused
 */
record AccessToken(String value, Optional<Instant> refreshAt, Optional<Instant> expiresAt) {

    private static final Duration MAX_LEAD = Duration.ofMinutes(1);

    /** Refreshed in the last fifth of its life, at most a minute ahead. */
    static AccessToken of(String value, Optional<Duration> expiresIn, Instant receivedAt) {
        Optional<Instant> expiresAt = expiresIn.map(receivedAt::plus);
        return new AccessToken(
                value, expiresIn.map(life -> receivedAt.plus(life).minus(lead(life))), expiresAt);
    }

    private static Duration lead(Duration life) {
        Duration fifth = life.dividedBy(5);
        return fifth.compareTo(MAX_LEAD) < 0 ? fifth : MAX_LEAD;
    }

    boolean expired(Instant now) {
        return expiresAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    boolean dueForRefresh(Instant now) {
        return refreshAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt.map(Instant::toString).orElse("refused") + "]";
    }
}
