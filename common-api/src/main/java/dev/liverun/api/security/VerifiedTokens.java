package dev.liverun.api.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token that was verified just now need not be verified again for the next request: its signature is most of what a small
 * request costs. What was verified counts for half a minute, never longer than the token itself, and only where the same
 * rules are asked for; what was refused is never remembered. A key that is withdrawn is thus out after half a minute.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends DefaultJWTCallerPrincipalFactory {

    private static final Duration COUNTS = Duration.ofSeconds(30);
    private static final int MOST = 256;

    private record Verified(JWTCallerPrincipal principal, JWTAuthContextInfo rules, Instant until) {}

    private final Clock clock;
    private final Map<String, Verified> known = new LinkedHashMap<>();

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var now = clock.instant();
        var verified = known(token);
        if (verified != null && verified.rules() == rules && now.isBefore(verified.until())) {
            return verified.principal();
        }
        var principal = verify(token, rules);
        var expires = Instant.ofEpochSecond(principal.getExpirationTime());
        var until = now.plus(COUNTS);
        remember(token, new Verified(principal, rules, expires.isBefore(until) ? expires : until));
        return principal;
    }

    JWTCallerPrincipal verify(String token, JWTAuthContextInfo rules) throws ParseException {
        return super.parse(token, rules);
    }

    private synchronized @Nullable Verified known(String token) {
        return known.get(token);
    }

    private synchronized void remember(String token, Verified verified) {
        known.remove(token);
        known.put(token, verified);
        if (known.size() > MOST) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
