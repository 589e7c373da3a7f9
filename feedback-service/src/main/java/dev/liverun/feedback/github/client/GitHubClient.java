package dev.liverun.feedback.github.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.events.halt.HaltSwitch;
import dev.liverun.integrations.credentials.Secret;
import dev.liverun.integrations.credentials.Secrets;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.authorization.AppInstallationAuthorizationProvider;
import org.kohsuke.github.authorization.AuthorizationProvider;
import org.kohsuke.github.authorization.ImmutableAuthorizationProvider;
import org.kohsuke.github.connector.GitHubConnectorResponse;
import org.kohsuke.github.extras.authorization.JWTTokenProvider;

/**
 * Calls GitHub, as a token's owner or as an App. Every call runs on a worker thread, because the library blocks, and comes
 * back to the caller's context; it fails with a {@link GitHubFailure}.
 */
@ApplicationScoped
public class GitHubClient {

    /** A connection is made anew when its credential was rotated. */
    private record Connection(Secret credential, TimedConnector connector, AuthorizationProvider who, GitHub gitHub) {}

    public interface Call<T> {
        T on(GHRepository repository) throws IOException;
    }

    private final GitHubConfig config;
    private final Secrets secrets;
    private final Vertx vertx;
    private final FailureMetrics metrics;
    private final Supplier<Optional<String>> refusal;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

    @Inject
    GitHubClient(
            GitHubConfig config,
            Secrets secrets,
            Vertx vertx,
            FailureMetrics metrics,
            HaltSwitch halt,
            ObjectMapper mapper,
            Clock clock) {
        this(config, secrets, vertx, metrics, halt::refusal, mapper, clock);
    }

    /** @param refusal why nothing may be sent now, if so */
    GitHubClient(
            GitHubConfig config,
            Secrets secrets,
            Vertx vertx,
            FailureMetrics metrics,
            Supplier<Optional<String>> refusal,
            ObjectMapper mapper,
            Clock clock) {
        this.config = config;
        this.secrets = secrets;
        this.vertx = vertx;
        this.metrics = metrics;
        this.refusal = refusal;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** The kill switch stops calls to GitHub as well. */
    void start(@Observes StartupEvent event, HaltSwitch halt) {
        halt.watch();
    }

    /** What the library can do. That the repository is looked up first carries nothing out. */
    public <T> Uni<T> call(String repository, Call<T> call) {
        return onWorker(connected -> {
            GHRepository target;
            try {
                target = connected.gitHub().getRepository(repository);
            } catch (IOException | RuntimeException e) {
                throw GitHubFailures.of(e).carriedOutNothing();
            }
            return call.on(target);
        });
    }

    /** What it cannot. {@code path} begins with a slash; the answer is null where there is none. */
    public Uni<JsonNode> send(String method, String path, Map<String, ?> body) {
        return onWorker(connected -> {
            String authorization;
            try {
                authorization = connected.who().getEncodedAuthorization();
            } catch (IOException | RuntimeException e) {
                throw GitHubFailures.of(e).carriedOutNothing();
            }
            var answer = connected
                    .connector()
                    .send(method, URI.create(config.endpoint() + path), authorization, mapper.writeValueAsBytes(body));
            if (answer.statusCode() >= 300) {
                throw GitHubFailures.of(
                        answer.statusCode(),
                        text(answer),
                        name -> answer.headers().firstValue(name).orElse(null),
                        clock);
            }
            return read(answer);
        });
    }

    private JsonNode read(HttpResponse<byte[]> answer) throws GitHubFailure {
        try {
            return mapper.readTree(answer.body());
        } catch (IOException e) {
            throw GitHubFailure.unclear("GitHub's answer was not understood", e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private interface Work<T> {
        T with(Connection connected) throws IOException;
    }

    private <T> Uni<T> onWorker(Work<T> work) {
        return secrets.get(config.credential())
                .onFailure()
                .transform(e -> GitHubFailure.refused(String.valueOf(e.getMessage())))
                .chain(credential -> Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> blocking(credential, work), false)
                                .toCompletionStage()))
                .onFailure(GitHubFailure.class)
                .invoke(e -> metrics.failed(((GitHubFailure) e).kind()));
    }

    private <T> T blocking(Secret credential, Work<T> work) throws GitHubFailure {
        Connection connected;
        try {
            connected = connect(credential);
        } catch (IOException | RuntimeException e) {
            throw GitHubFailures.of(e).carriedOutNothing();
        }
        try {
            return work.with(connected);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        } catch (IOException | RuntimeException e) {
            throw GitHubFailures.of(e);
        }
    }

    private Connection connect(Secret credential) throws IOException {
        var open = connection.get();
        if (open == null || !open.credential().equals(credential)) {
            var connector = new TimedConnector(config.timeout(), refusal);
            var who = who(credential);
            open = new Connection(
                    credential,
                    connector,
                    who,
                    new GitHubBuilder()
                            .withEndpoint(config.endpoint().toString())
                            .withAuthorizationProvider(who)
                            .withConnector(connector)
                            .withRateLimitHandler(new PrimaryLimit())
                            .withAbuseLimitHandler(new SecondaryLimit())
                            .build());
            connection.set(open);
        }
        return open;
    }

    /** An App's token lives an hour; the library fetches the next one in time. */
    private AuthorizationProvider who(Secret credential) throws IOException {
        if (config.appId().isEmpty()) {
            return ImmutableAuthorizationProvider.fromOauthToken(credential.value());
        }
        try {
            long installation = config.installationId()
                    .orElseThrow(() -> GitHubFailure.refused(
                            "liverun.github.installation-id is missing: it names where the App is installed"));
            return new AppInstallationAuthorizationProvider(
                    app -> app.getInstallationById(installation),
                    new JWTTokenProvider(config.appId().get(), credential.value()));
        } catch (java.security.GeneralSecurityException e) {
            throw GitHubFailure.refused("the App's private key is not PKCS#8 in PEM");
        }
    }

    private Duration waitOf(GitHubConnectorResponse answer) {
        return GitHubFailures.waitOf(answer::header, clock);
    }

    private final class PrimaryLimit extends GitHubRateLimitHandler {

        @Override
        public void onError(GitHubConnectorResponse answer) throws IOException {
            throw GitHubFailure.throttled(waitOf(answer));
        }
    }

    private final class SecondaryLimit extends GitHubAbuseLimitHandler {

        @Override
        public void onError(GitHubConnectorResponse answer) throws IOException {
            throw GitHubFailure.throttled(waitOf(answer));
        }
    }
}
