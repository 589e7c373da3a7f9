package dev.liverun.events;

/** The topics of the house; each is kept by time, not compacted. */
public enum Topic {
    SESSIONS("liverun.sessions"),
    ENDPOINTS("liverun.endpoints"),
    HEALTH("liverun.health"),
    TESTS("liverun.tests"),
    FEEDBACK("liverun.feedback"),
    THROTTLES("liverun.throttles"),
    OPERATIONS("liverun.operations");

    private final String baseName;

    Topic(String baseName) {
        this.baseName = baseName;
    }

    /** The topic's name without the installation's prefix ({@link EventsConfig#topicPrefix()}). */
    public String baseName() {
        return baseName;
    }
}
