package dev.liverun.events.republish;

import dev.liverun.events.EventType;
import java.util.Set;

/**
 * Events that this service owns and can publish once more, for a view that is made anew. Declare an application-scoped
 * bean.
 *
 * <p>For a recorded fact it is the same event again: the record's own id, and the same data. For an aggregate it is one
 * state event with its latest state, time and sequence. Whatever is committed while the pages are read may be missing in
 * them: it is published as always.
 */
public interface Republisher {

    Set<EventType> types();

    /** All of them from the beginning, for one reader. */
    Pages begin();
}
