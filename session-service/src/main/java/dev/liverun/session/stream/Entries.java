package dev.liverun.session.stream;

import java.util.List;
import java.util.UUID;

/**
 * What has come onto a session's timeline: the same for all who follow it, so their JSON is made once.
 *
 * @param horizon the cursor of the stream over all sessions, as of this
 */
record Entries(UUID sessionId, List<Entry> entries, long horizon) {

    /** One entry, with its JSON as readers get it. */
    record Entry(long position, String kind, String json) {}

    long lastPosition() {
        return entries.get(entries.size() - 1).position();
    }
}
