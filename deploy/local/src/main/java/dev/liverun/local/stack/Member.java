package dev.liverun.local.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The processes of a local stack, in the order in which they are started. */
public enum Member {
    POSTGRES("postgres", "PostgreSQL", ""),
    KAFKA("kafka", "Kafka", ""),
    SANDBOX("sandbox", "Sandbox", "deploy/sandbox/target/sandbox/sandbox.jar"),
    SESSION("session", "Session service", "session-service/target/quarkus-app/quarkus-run.jar"),
    HEALTH_MONITOR("health-monitor", "Health monitor", "health-monitor-service/target/quarkus-app/quarkus-run.jar"),
    TEST_RUNNER("test-runner", "Test runner", "test-runner-service/target/quarkus-app/quarkus-run.jar"),
    FEEDBACK("feedback", "Feedback service", "feedback-service/target/quarkus-app/quarkus-run.jar"),
    GATEWAY("gateway", "Gateway", "deploy/gateway/target/quarkus-app/quarkus-run.jar");

    private final String id;
    private final String title;
    private final String jar;

    Member(String id, String title, String jar) {
        this.id = id;
        this.title = title;
        this.jar = jar;
    }

    /** As on the command line, in file names and in the gateway's {@code /operations/<service>}. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    String jar() {
        return jar;
    }

    /** The four services. */
    static List<Member> services() {
        return List.of(SESSION, HEALTH_MONITOR, TEST_RUNNER, FEEDBACK);
    }

    /** The name of a service's database and role. */
    String database() {
        return switch (this) {
            case SESSION -> "session";
            case HEALTH_MONITOR -> "health";
            case TEST_RUNNER -> "runner";
            case FEEDBACK -> "feedback";
            case POSTGRES, KAFKA, SANDBOX, GATEWAY -> throw new IllegalArgumentException(id + " has no database");
        };
    }

    /** The services that this one asks about what it does not know yet. */
    List<Member> asks() {
        return switch (this) {
            case SESSION -> List.of(HEALTH_MONITOR);
            case HEALTH_MONITOR -> List.of(SESSION);
            case TEST_RUNNER -> List.of(SESSION, HEALTH_MONITOR);
            case FEEDBACK -> List.of(SESSION, TEST_RUNNER);
            case POSTGRES, KAFKA, SANDBOX, GATEWAY -> List.of();
        };
    }

    public static Optional<Member> of(String id) {
        return Arrays.stream(values()).filter(member -> member.id.equals(id)).findFirst();
    }
}
