package dev.liverun.sandbox.discord;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issued codes and tokens. In memory: a restarted provider knows none of them, and clients have to cope. */
final class Grants {
    private static final long CODE_SECONDS = 600;
    private static final int MAX_KEPT = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Grant> byAccessToken = new HashMap<>();
    private final Map<String, Grant> byRefreshToken = new HashMap<>();
    private final Clock clock;
    private final long tokenSeconds;

    Grants(Clock clock, long tokenSeconds) {
        this.clock = clock;
        this.tokenSeconds = tokenSeconds;
    }

    /** A consent waiting to be exchanged. */
    record Code(
            String redirectUri,
            List<String> scopes,
            @Nullable String challenge,
            Instant expires) {}

    /** An authorization: an access token and, if a person consented, a refresh token. */
    record Grant(String accessToken, @Nullable String refreshToken, List<String> scopes, Instant expires) {}

    String issueCode(String redirectUri, List<String> scopes, @Nullable String challenge) {
        forgetOld();
        String code = secret();
        codes.put(code, new Code(redirectUri, scopes, challenge, clock.instant().plusSeconds(CODE_SECONDS)));
        return code;
    }

    /** A code works once. */
    @Nullable
    Code redeem(String code) {
        Code found = codes.remove(code);
        return found == null || found.expires.isBefore(clock.instant()) ? null : found;
    }

    Grant issue(List<String> scopes, boolean refreshable) {
        forgetOld();
        var grant = new Grant(
                secret(), refreshable ? secret() : null, scopes, clock.instant().plusSeconds(tokenSeconds));
        byAccessToken.put(grant.accessToken, grant);
        if (grant.refreshToken != null) {
            byRefreshToken.put(grant.refreshToken, grant);
        }
        return grant;
    }

    /** A refresh token works once, too: the new grant brings the next one. */
    @Nullable
    Grant refresh(String refreshToken) {
        Grant old = byRefreshToken.get(refreshToken);
        if (old == null) {
            return null;
        }
        drop(old);
        return issue(old.scopes, true);
    }

    /** The grant of an access token that has not expired. */
    @Nullable
    Grant find(@Nullable String accessToken) {
        Grant grant = accessToken == null ? null : byAccessToken.get(accessToken);
        return grant == null || !grant.expires.isAfter(clock.instant()) ? null : grant;
    }

    /** Ends the authorization that an access or refresh token belongs to; unknown ones are ignored (RFC 7009). */
    void revoke(String token) {
        Grant grant = byAccessToken.getOrDefault(token, byRefreshToken.get(token));
        if (grant != null) {
            drop(grant);
        }
    }

    /** Ends an access token as time would; its refresh token stays. */
    void expire(@Nullable String accessToken) {
        if (accessToken != null) {
            byAccessToken.remove(accessToken);
        }
    }

    private void drop(Grant grant) {
        byAccessToken.remove(grant.accessToken);
        if (grant.refreshToken != null) {
            byRefreshToken.remove(grant.refreshToken);
        }
    }

    private void forgetOld() {
        Instant now = clock.instant();
        codes.values().removeIf(code -> code.expires.isBefore(now));
        if (byAccessToken.size() > MAX_KEPT) {
            byAccessToken.values().removeIf(grant -> grant.expires.isBefore(now));
            Iterator<Grant> rest = byAccessToken.values().iterator();
            while (byAccessToken.size() > MAX_KEPT) {
                rest.next();
                rest.remove();
            }
        }
    }

    private String secret() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
