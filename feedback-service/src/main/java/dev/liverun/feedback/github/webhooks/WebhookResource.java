package dev.liverun.feedback.github.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.problem.Invalid;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.links.DispatchWakeUp;
import dev.liverun.feedback.github.links.LinkTable;
import dev.liverun.feedback.github.links.Pace;
import dev.liverun.integrations.credentials.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's webhooks. A delivery only says <em>that</em> an issue changed: it is taken once, noted, and answered; what the
 * issue is like now is asked for afterwards, so the order and age of deliveries do not matter.
 */
@Path("/github/webhooks")
@Tag(name = "github")
public class WebhookResource {

    private static final String TAKE =
            "insert into github_deliveries (id, event, repository) values ($1, $2, $3) on conflict do nothing";

    private final GitHubConfig config;
    private final Secrets secrets;
    private final LinkTable links;
    private final Pace pace;
    private final DispatchWakeUp dispatcher;
    private final Transactions transactions;
    private final ObjectMapper mapper;

    WebhookResource(
            GitHubConfig config,
            Secrets secrets,
            LinkTable links,
            Pace pace,
            DispatchWakeUp dispatcher,
            Transactions transactions,
            ObjectMapper mapper) {
        this.config = config;
        this.secrets = secrets;
        this.links = links;
        this.pace = pace;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.mapper = mapper;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "GitHub tells of a change", description = "Signed by GitHub; needs no token.")
    public Uni<RestResponse<Void>> deliver(
            @HeaderParam("X-Hub-Signature-256") @Nullable String signature,
            @HeaderParam("X-GitHub-Delivery") @NotBlank @Size(max = 100) String delivery,
            @HeaderParam("X-GitHub-Event") @NotBlank @Size(max = 100) String event,
            @NotNull byte[] body) {
        return secrets.get(config.webhookSecret())
                .onFailure()
                .transform(e -> new BadSignature().because(e))
                .invoke(secret -> {
                    if (!WebhookSignature.matches(secret.value(), body, signature)) {
                        throw new BadSignature();
                    }
                })
                .chain(() -> take(delivery, event, parse(body)))
                .invoke(dispatcher::soon)
                .replaceWith(() -> RestResponse.status(RestResponse.Status.ACCEPTED));
    }

    private Uni<Void> take(String delivery, String event, JsonNode payload) {
        var repository = payload.path("repository").path("full_name").asText("");
        int issue = payload.path("issue").path("number").asInt();
        return transactions.onConnection(connection -> connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(delivery, event, repository))
                .chain(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : note(connection, event, payload, repository, issue)));
    }

    /** Whatever the action is called: what it means is seen when the issue is looked at. */
    private Uni<Void> note(SqlConnection connection, String event, JsonNode payload, String repository, int issue) {
        return switch (event) {
            case "label" -> links.changedThere(connection, repository);
            case "repository" -> renamed(connection, payload, repository);
            // We may see and do more now, or less.
            case "installation", "installation_repositories" ->
                links.retryRefused(connection).chain(pace::reached);
            default ->
                issue > 0
                        ? links.changedThere(connection, repository, issue)
                        : Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> renamed(SqlConnection connection, JsonNode payload, String repository) {
        var from = payload.path("changes")
                .path("repository")
                .path("name")
                .path("from")
                .asText("");
        int slash = repository.indexOf('/');
        return from.isEmpty() || slash < 0
                ? Uni.createFrom().voidItem()
                : links.renamed(connection, repository.substring(0, slash + 1) + from, repository);
    }

    private JsonNode parse(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            throw new Invalid("body", "must be the JSON that GitHub sends: choose application/json for the webhook");
        }
    }
}
