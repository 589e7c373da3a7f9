package dev.liverun.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The names of this service's topics and consumer group, with the installation's prefix. */
@ApplicationScoped
public class Topics {

    private final String prefix;
    private final String service;

    public Topics(EventsConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.prefix = config.topicPrefix().orElse("");
        this.service = service;
    }

    public String name(Topic topic) {
        return prefix + topic.baseName();
    }

    /** Every topic that events are published to. */
    public List<String> all() {
        return Arrays.stream(Topic.values()).map(this::name).toList();
    }

    /** This service's consumer group. */
    public String group() {
        return prefix + service;
    }

    /** Where this service's broken records go. */
    public String deadLetters() {
        return prefix + "liverun.dead-letters." + service;
    }

    /** Where dead letters are replayed to; this service alone reads it. */
    public String retries() {
        return prefix + "liverun.retry." + service;
    }

    /** {@code ce_source} of what this service publishes. */
    public String source() {
        return "/liverun/" + service;
    }
}
