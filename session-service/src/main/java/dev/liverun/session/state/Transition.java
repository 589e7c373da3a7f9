package dev.liverun.session.state;

import java.util.Locale;

/** What can be done to a session's state. */
public enum Transition {
    START,
    PAUSE,
    RESUME,
    COMPLETE,
    FAIL;

    /** As in the API's paths: {@code POST /sessions/{id}/start}. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
