package dev.liverun.api.operations;

import dev.liverun.api.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The name under which this service is known to operators: {@code quarkus.application.name}. */
@ApplicationScoped
class ThisService {

    private final String name;

    ThisService(@ConfigProperty(name = "quarkus.application.name") String name) {
        this.name = name;
    }

    void mustBe(String asked) {
        if (!name.equals(asked)) {
            throw new NotFound("service", asked);
        }
    }
}
