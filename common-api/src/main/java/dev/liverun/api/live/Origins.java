package dev.liverun.api.live;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From which pages WebSockets may be opened. Browsers let any page open one and send the cookies along, so the server must
 * look (RFC 6455, section 10.2). A page can neither leave {@code Origin} out nor choose the host that it asks.
 */
final class Origins {

    private final List<String> trusted;

    Origins(List<String> trusted) {
        this.trusted =
                trusted.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * @param origin as the browser says; programs say none
     * @param asked the host and port that were asked, as the gateway passes them on
     */
    boolean admits(@Nullable String origin, @Nullable String asked) {
        if (origin == null) {
            return true;
        }
        var page = origin.toLowerCase(Locale.ROOT);
        return trusted.contains(page) || isOf(page, asked);
    }

    private static boolean isOf(String page, @Nullable String asked) {
        try {
            var authority = URI.create(page).getAuthority();
            return authority != null && authority.equalsIgnoreCase(asked);
        } catch (IllegalArgumentException e) {
            // "null", as from a sandboxed frame, is a URI; what is none is no page of ours either.
            return false;
        }
    }
}
