package dev.liverun.session.stream;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What has come onto a session's timeline: the same for all who follow it, so their JSON is made once.
 *
 * @param horizon the cursor of the stream over all sessions, as of this: whoever goes on from it misses nothing
 */
record Entries(UUID sessionId, List<Entry> entries, long horizon) {

    /**
     * What one look has found, to be told one after the other. Only with the last is all told that the look saw; a reader
     * that is cut off before it must go on from where it was.
     *
     * @param before the cursor before the look
     */
    static List<Entries> inTurn(List<Entries> look, long before) {
        var last = look.size() - 1;
        return IntStream.range(0, look.size())
                .mapToObj(nr -> nr == last ? look.get(nr) : look.get(nr).resumingFrom(before))
                .toList();
    }

    Entries resumingFrom(long cursor) {
        return new Entries(sessionId, entries, cursor);
    }

    /** One entry, with its JSON as readers get it. */
    record Entry(long position, String kind, String json) {}

    long lastPosition() {
        return entries.get(entries.size() - 1).position();
    }
}
