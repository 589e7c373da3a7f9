package dev.liverun.gateway.routing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses paths that the gateway and a service could read differently. Such a path would be checked here as one
 * resource and answered there as another.
 */
public final class PathGuard {

    private PathGuard() {}

    /** Whether everybody reads this raw path in the same way. */
    public static boolean isPlain(String path) {
        if (!path.startsWith("/") || path.contains("//") || path.indexOf('\\') >= 0 || path.indexOf(';') >= 0) {
            return false;
        }
        var lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("%3b") || lower.contains("%25")) {
            return false;
        }
        for (var segment : path.split("/", -1)) {
            var decoded = decode(segment);
            if (decoded == null || decoded.equals(".") || decoded.equals("..")) {
                return false;
            }
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null; // a percent sign that encodes nothing
        }
    }
}
