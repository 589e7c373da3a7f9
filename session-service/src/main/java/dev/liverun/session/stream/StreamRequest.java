package dev.liverun.session.stream;

import dev.liverun.api.live.LiveRequest;
import dev.liverun.api.problem.Invalid;
import dev.liverun.session.timeline.TimelineKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to follow.
 *
 * @param sessionId null for all sessions
 * @param kinds of entries; empty for all
 * @param cursor after which to go on; null for a snapshot
 */
record StreamRequest(
        @Nullable UUID sessionId,
        Set<String> kinds,
        @Nullable Long cursor) {

    /** Tells the cursor over all sessions from a session's positions, which count something else. */
    private static final String ALL = "all-";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final List<String> KINDS =
            Arrays.stream(TimelineKind.values()).map(TimelineKind::stored).toList();

    static StreamRequest of(LiveRequest request) {
        return of(request.id("session_id"), request.query("kind"), request.single("cursor"));
    }

    static StreamRequest of(Optional<UUID> sessionId, List<String> kinds, Optional<String> cursor) {
        if (!KINDS.containsAll(kinds)) {
            throw new Invalid("kind", "must be one of " + String.join(", ", KINDS));
        }
        return new StreamRequest(
                sessionId.orElse(null),
                kinds.stream().collect(Collectors.toUnmodifiableSet()),
                cursor.map(text -> number(text, sessionId.isEmpty())).orElse(null));
    }

    private static long number(String cursor, boolean ofAll) {
        var digits = ofAll && cursor.startsWith(ALL) ? cursor.substring(ALL.length()) : cursor;
        if (cursor.startsWith(ALL) != ofAll || !NUMBER.matcher(digits).matches()) {
            throw new Invalid("cursor", "must be the cursor of a message of the same stream");
        }
        return Long.parseLong(digits);
    }

    static String cursorOverAll(long horizon) {
        return ALL + horizon;
    }

    boolean wants(Entries.Entry entry) {
        return kinds.isEmpty() || kinds.contains(entry.kind());
    }
}
