package dev.liverun.gateway.identity;

import org.jspecify.annotations.Nullable;

/** The bearer scheme of the {@code Authorization} header (RFC 6750, section 2.1). */
public final class Bearer {

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** The token in {@code header}; null if there is none or the scheme is another. */
    public static @Nullable String tokenOf(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var token = header.substring(SCHEME.length()).trim();
        return token.isEmpty() ? null : token;
    }
}
