package dev.liverun.feedback.github.text;

import dev.liverun.feedback.github.client.GitHubConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who people are on GitHub ({@code liverun.github.people}). Nobody else's name goes there. */
@ApplicationScoped
public class People {

    private final Map<String, String> logins;

    @Inject
    People(GitHubConfig config) {
        this(config.people());
    }

    /** @param logins by subject */
    public People(Map<String, String> logins) {
        this.logins = new TreeMap<>(logins);
    }

    /** Whether anybody is known at all. */
    boolean isAnybody() {
        return !logins.isEmpty();
    }

    public Optional<String> login(@Nullable String subject) {
        return subject == null ? Optional.empty() : Optional.ofNullable(logins.get(subject));
    }

    /** GitHub does not tell capital letters from small ones. */
    Optional<String> subject(String login) {
        return logins.entrySet().stream()
                .filter(known -> known.getValue().equalsIgnoreCase(login))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
