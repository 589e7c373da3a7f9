package dev.liverun.api.client;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The bearer token with which this service calls its siblings, from {@code liverun.service.token-file}. The file is
 * re-read, so a token can be replaced without a restart; while it cannot be read the last one is used.
 */
@ApplicationScoped
@Startup
class ServiceToken {

    private static final Logger LOG = Logger.getLogger(ServiceToken.class);

    private final Optional<Path> file;
    private volatile String value = "";

    ServiceToken(@ConfigProperty(name = "liverun.service.token-file") Optional<Path> file) {
        this.file = file;
        reread();
    }

    /** Empty when no file is configured or it never could be read: siblings will then answer 401. */
    Optional<String> current() {
        return Optional.of(value).filter(token -> !token.isEmpty());
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reread() {
        if (file.isEmpty()) {
            return;
        }
        try {
            var token = Files.readString(file.get()).trim();
            if (!token.isEmpty()) {
                value = token;
            }
        } catch (IOException e) {
            LOG.warnf("The service token in %s cannot be read: %s", file.get(), e);
        }
    }
}
