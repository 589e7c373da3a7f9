package dev.liverun.embedded.junit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Quarkus test a database and a Kafka of its own, as configuration:
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(value = LiverunInfraResource.class, scope = TestResourceScope.GLOBAL,
 *     initArgs = @ResourceArg(name = "service", value = "session"))
 * }</pre>
 *
 * Put it on one class of a module (a global resource serves all its tests), so that Quarkus is started only once.
 */
public final class LiverunInfraResource implements QuarkusTestResourceLifecycleManager {
    private String service = "test";
    private @Nullable TestServices services;

    @Override
    public void init(Map<String, String> initArgs) {
        service = initArgs.getOrDefault("service", service);
    }

    @Override
    public Map<String, String> start() {
        services = TestServices.open(service);
        return services.configuration();
    }

    @Override
    public void stop() {
        if (services != null) {
            services.close();
            services = null;
        }
    }
}
