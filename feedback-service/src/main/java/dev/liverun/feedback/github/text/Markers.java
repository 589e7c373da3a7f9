package dev.liverun.feedback.github.text;

import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.client.GitHubFailure;
import dev.liverun.integrations.credentials.Secrets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** This installation's marker. Its key must stay: an issue that was marked with another one is not found again. */
@ApplicationScoped
public class Markers {

    private final GitHubConfig config;
    private final Secrets secrets;

    Markers(GitHubConfig config, Secrets secrets) {
        this.config = config;
        this.secrets = secrets;
    }

    /** Fails with a {@link GitHubFailure} that names the missing credential. */
    public Uni<Marker> current() {
        return secrets.get(config.markerKey())
                .onFailure()
                .transform(e -> GitHubFailure.refused(String.valueOf(e.getMessage())))
                .map(key -> new Marker(config.instance(), key.value()));
    }
}
