package dev.liverun.gateway.routing;

import java.util.Arrays;
import java.util.Optional;

/** The services behind the gateway. */
public enum Service {
    SESSION("session"),
    HEALTH_MONITOR("health-monitor"),
    TEST_RUNNER("test-runner"),
    FEEDBACK("feedback");

    private final String label;

    Service(String label) {
        this.label = label;
    }

    /** The name in configuration, in paths and in what people read. */
    public String label() {
        return label;
    }

    static Optional<Service> named(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
    }
}
