package dev.liverun.api.operations;

import dev.liverun.api.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The name under which this service is known to operators and at the gateway: its own, without {@code -service}. */
@ApplicationScoped
class ThisService {

    private static final String SUFFIX = "-service";

    private final String name;

    ThisService(@ConfigProperty(name = "quarkus.application.name") String name) {
        this.name = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    void mustBe(String asked) {
        if (!name.equals(asked)) {
            throw new NotFound("service", asked);
        }
    }
}
