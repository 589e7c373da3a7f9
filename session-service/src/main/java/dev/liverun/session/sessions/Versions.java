package dev.liverun.session.sessions;

import dev.liverun.api.conditional.IfMatch;
import org.jspecify.annotations.Nullable;

/** {@code If-Match} where it may be left out: the state machine already refuses what has been overtaken. */
final class Versions {

    private Versions() {}

    static IfMatch ifGiven(@Nullable String header) {
        return header == null ? IfMatch.anyVersion() : IfMatch.required(header);
    }
}
