package dev.liverun.runner.running;

import dev.liverun.events.Ids;
import jakarta.enterprise.context.ApplicationScoped;

/** This process among the replicas: a new one after every start, so that it never mistakes an earlier life for its own. */
@ApplicationScoped
public class Replica {

    private final String id = Ids.next().toString();

    public String id() {
        return id;
    }
}
