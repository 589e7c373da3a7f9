package dev.liverun.feedback.github.publishing;

import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.text.IssueText;
import dev.liverun.feedback.github.text.Marker;
import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.publicity.SensitiveText;
import dev.liverun.feedback.publicity.Spotted;
import dev.liverun.feedback.reports.FeedbackReport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides what may become public: text that looks like a secret or personal data only with somebody's consent to it. */
@ApplicationScoped
public class Publishing {

    /**
     * A piece of text that becomes public as a whole.
     *
     * @param name {@code issue}, or {@code comment:} with its id
     * @param text as people typed it
     * @param spotted what looks sensitive in it
     */
    public record Part(String name, String text, List<Spotted> spotted) {

        static Part of(String name, String text) {
            return new Part(name, text, SensitiveText.in(text));
        }

        /** What is consented to: changed text needs another consent. */
        String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final String CONSENTED = "select sha256 from github_consents where feedback_id = $1";

    private static final String CONSENT = """
            insert into github_consents (feedback_id, sha256, given_by, given_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """;

    private final Pool pool;
    private final GitHubConfig config;
    private final Clock clock;

    Publishing(Pool pool, GitHubConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Everything that a person wrote and that its issue would show; the marker and what we add is not looked at. */
    public static Part issue(FeedbackReport report) {
        var evidence = new JsonObject(report.evidence());
        evidence.getMap().remove("health");
        var results = new StringBuilder();
        if (evidence.getValue("results") instanceof JsonArray all) {
            all.forEach(result -> {
                if (result instanceof JsonObject shown) {
                    results.append('\n')
                            .append(shown.getString("endpoint", ""))
                            .append(' ')
                            .append(shown.getString("test_name", ""));
                }
            });
        }
        return Part.of(
                "issue",
                report.title() + "\n\n" + report.description() + "\n\n" + evidence.getValue("session_name", "") + "\n"
                        + evidence.getValue("environment", "") + "\n" + evidence.getValue("version", "") + results);
    }

    public static Part comment(UUID id, String body) {
        return Part.of("comment:" + id, body);
    }

    public String body(FeedbackReport report, Marker marker, @Nullable String template) {
        return IssueText.body(report, marker, template, rest(report.id()));
    }

    private Optional<URI> rest(UUID id) {
        return config.reportUrl().map(address -> URI.create(address.replace("{id}", id.toString())));
    }

    /** The parts that must not become public yet. */
    public Uni<List<Part>> held(UUID feedbackId, Collection<Part> parts) {
        if (parts.stream().allMatch(part -> part.spotted().isEmpty())) {
            return Uni.createFrom().item(List.of());
        }
        return consented(feedbackId).map(consented -> parts.stream()
                .filter(part -> !part.spotted().isEmpty() && !consented.contains(part.sha256()))
                .toList());
    }

    public Uni<Set<String>> consented(UUID feedbackId) {
        return pool.preparedQuery(CONSENTED).execute(Tuple.of(feedbackId)).map(rows -> {
            var hashes = new HashSet<String>();
            rows.forEach(row -> hashes.add(row.getString(0)));
            return hashes;
        });
    }

    public Uni<Void> consent(UUID feedbackId, Collection<String> sha256, String by) {
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(CONSENT)
                .executeBatch(sha256.stream()
                        .map(hash -> Tuple.of(feedbackId, hash, by, at))
                        .toList())
                .replaceWithVoid();
    }

    /** For the link's row: which parts are held, and for what. */
    public static @Nullable JsonArray shown(List<Part> held) {
        if (held.isEmpty()) {
            return null;
        }
        var shown = new JsonArray();
        held.forEach(part -> shown.add(new JsonObject()
                .put("part", part.name())
                .put(
                        "kinds",
                        new JsonArray(part.spotted().stream()
                                .map(Spotted::kind)
                                .distinct()
                                .toList()))));
        return shown;
    }

    public static String title(FeedbackReport report) {
        return PublicText.title(report.title());
    }
}
