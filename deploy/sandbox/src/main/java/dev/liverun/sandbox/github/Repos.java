package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All repositories, and the ids of everything in them. */
final class Repos {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}");

    private final Clock clock;
    private final Map<String, Repo> byName = new LinkedHashMap<>();
    private long nextId = 1000;

    /**
     * @param names {@code owner/name} of repositories that are to exist
     * @param state what was kept, or null
     */
    Repos(Clock clock, List<String> names, @Nullable JsonObject state) {
        this.clock = clock;
        if (state != null) {
            nextId = state.getLong("next_id");
            state.getJsonArray("repositories").forEach(repo -> put(Repo.fromState((JsonObject) repo)));
        }
        for (String name : names) {
            String[] parts = name.split("/", 2);
            ensure(parts[0], parts[1]);
        }
    }

    /** Whether this is {@code owner/name} as GitHub allows it. */
    static boolean isName(String fullName) {
        return NAME.matcher(fullName).matches();
    }

    @Nullable
    Repo find(String owner, String name) {
        return byName.get(key(owner, name));
    }

    Repo ensure(String owner, String name) {
        Repo existing = find(owner, name);
        if (existing != null) {
            return existing;
        }
        var repo = new Repo(nextId(), owner, name, now());
        for (String[] label : new String[][] {{"bug", "d73a4a"}, {"enhancement", "a2eeef"}, {"question", "d876e3"}}) {
            repo.put(new Label(nextId(), label[0], label[1], null));
        }
        put(repo);
        return repo;
    }

    long nextId() {
        return nextId++;
    }

    /** GitHub's times have no fractions of a second. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    JsonObject toState() {
        return new JsonObject()
                .put("next_id", nextId)
                .put(
                        "repositories",
                        new JsonArray(
                                byName.values().stream().map(Repo::toState).toList()));
    }

    private void put(Repo repo) {
        byName.put(key(repo.owner, repo.name), repo);
    }

    private static String key(String owner, String name) {
        return (owner + "/" + name).toLowerCase(Locale.ROOT);
    }
}
