package dev.liverun.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JWTAuthContextInfo RULES = new JWTAuthContextInfo();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final List<String> verified = new ArrayList<>();
    private Instant expires = START.plus(Duration.ofHours(1));
    private final VerifiedTokens tokens = new VerifiedTokens(time.withZone(ZoneOffset.UTC)) {
        @Override
        JWTCallerPrincipal verify(String token, JWTAuthContextInfo rules) throws ParseException {
            verified.add(token);
            if (token.equals("forged")) {
                throw new ParseException("forged");
            }
            var claims = new JwtClaims();
            claims.setExpirationTime(NumericDate.fromSeconds(expires.getEpochSecond()));
            return new DefaultJWTCallerPrincipal(claims);
        }
    };

    @Test
    void whatWasVerifiedJustNowIsNotVerifiedAgain() throws ParseException {
        var first = tokens.parse("a", RULES);

        assertThat(tokens.parse("a", RULES)).isSameAs(first);
        assertThat(tokens.parse("b", RULES)).isNotSameAs(first);
        assertThat(verified).containsExactly("a", "b");
    }

    @Test
    void afterHalfAMinuteItIsVerifiedAgain() throws ParseException {
        tokens.parse("a", RULES);
        now.set(START.plusSeconds(30));

        tokens.parse("a", RULES);

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void anExpiredTokenIsNeverTakenFromMemory() throws ParseException {
        expires = START.plusSeconds(5);
        tokens.parse("a", RULES);
        now.set(expires);

        tokens.parse("a", RULES);

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void otherRulesAreAppliedAnew() throws ParseException {
        tokens.parse("a", RULES);

        tokens.parse("a", new JWTAuthContextInfo());

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void whatIsRefusedIsRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.parse("forged", RULES)).isInstanceOf(ParseException.class);
        }
        assertThat(verified).containsExactly("forged", "forged");
    }

    @Test
    void theOldestIsForgottenWhenThereAreMany() throws ParseException {
        for (int i = 0; i <= 256; i++) {
            tokens.parse("token " + i, RULES);
        }
        verified.clear();

        tokens.parse("token 256", RULES);
        tokens.parse("token 0", RULES);

        assertThat(verified).containsExactly("token 0");
    }
}
