package dev.liverun.integrations.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts URLs together. */
final class Urls {

    private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final String NOT_IN_A_URI = " \"<>\\^`{|}";

    private Urls() {}

    /**
     * The URL of a request: absolute as it is, relative appended to the base URL. Appended, not resolved: a base URL
     * {@code https://host/api} and {@code /users} make {@code https://host/api/users}.
     */
    static Optional<URI> requested(URI base, String url) {
        if (url.regionMatches(true, 0, "http://", 0, 7) || url.regionMatches(true, 0, "https://", 0, 8)) {
            return parse(url);
        }
        if (OTHER_SCHEME.matcher(url).lookingAt() || url.startsWith("//")) {
            return Optional.empty();
        }
        String root = base.getScheme() + "://" + base.getRawAuthority()
                + (base.getRawPath() == null ? "" : base.getRawPath());
        if (url.isEmpty() || url.startsWith("?")) {
            return parse(root + url);
        }
        String parent = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        return parse(parent + (url.startsWith("/") ? url : "/" + url));
    }

    /** Where a redirect leads, resolved against the URL that redirected (RFC 9110, section 10.2.2). */
    static Optional<URI> redirected(URI from, String location) {
        return parse(location).map(from::resolve).filter(to -> to.getHost() != null);
    }

    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Lenient as browsers are: what must be encoded and is not, is. */
    private static Optional<URI> parse(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            if (c < ' ' || c == 0x7f) {
                return Optional.empty();
            }
            if (c > 0x7f || NOT_IN_A_URI.indexOf(c) >= 0) {
                encoded.append('%')
                        .append(Integer.toHexString(0x100 | c).substring(1).toUpperCase(Locale.ROOT));
            } else {
                encoded.append((char) c);
            }
        }
        try {
            return Optional.of(new URI(encoded.toString()));
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }
}
