package dev.liverun.runner.runs;

import dev.liverun.events.Ids;
import jakarta.enterprise.context.ApplicationScoped;

/** This process among the replicas: a new one after every start, so that it never mistakes an earlier life for its own. */
@ApplicationScoped
class Replica {

    private final String id = Ids.next().toString();

    String id() {
        return id;
    }
}
