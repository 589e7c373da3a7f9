package dev.liverun.session.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an entry is about. */
public enum TimelineKind {
    SESSION,
    HEALTH,
    TEST,
    FEEDBACK,
    NOTE;

    /** As it stands in the API and the table. */
    @JsonValue
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
