package dev.liverun.health.badge;

import dev.liverun.events.contract.HealthStatus;
import org.jspecify.annotations.Nullable;

/** A badge in SVG: what, and how it is. */
final class Badge {

    private static final int CHARACTER = 7;
    private static final int MARGIN = 10;
    private static final int LONGEST = 40;

    private Badge() {}

    static String svg(String name, @Nullable HealthStatus status) {
        var what = escaped(name.length() > LONGEST ? name.substring(0, LONGEST - 1) + "…" : name);
        var how = status == null ? "unknown" : word(status);
        int left = Math.min(name.length(), LONGEST) * CHARACTER + MARGIN;
        int right = how.length() * CHARACTER + MARGIN;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">
                <title>%2$s: %3$s</title>
                <clipPath id="r"><rect width="%1$d" height="20" rx="3"/></clipPath>
                <g clip-path="url(#r)"><rect width="%4$d" height="20" fill="#555"/>
                <rect x="%4$d" width="%5$d" height="20" fill="%6$s"/></g>
                <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                <text x="%7$d" y="14">%2$s</text><text x="%8$d" y="14">%3$s</text></g></svg>
                """.formatted(left + right, what, how, left, right, colour(status), left / 2, left + right / 2);
    }

    private static String word(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> "healthy";
            case DEGRADED -> "degraded";
            case UNHEALTHY -> "unhealthy";
            case TIMEOUT -> "timeout";
        };
    }

    private static String colour(@Nullable HealthStatus status) {
        if (status == null) {
            return "#9f9f9f";
        }
        return switch (status) {
            case HEALTHY -> "#2e7d32";
            case DEGRADED -> "#8a6100";
            case UNHEALTHY, TIMEOUT -> "#c62828";
        };
    }

    private static String escaped(String text) {
        var safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(point < ' ' ? ' ' : point);
            }
        });
        return safe.toString();
    }
}
