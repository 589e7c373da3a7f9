package dev.liverun.runner.workflows;

import dev.liverun.events.Ids;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The workflows that come with Liverun. They are put into the database when the service starts, so that they are listed
 * and run like any other; the service is ready when they are there.
 */
@ApplicationScoped
@Readiness
class Catalogue implements AsyncHealthCheck {

    static final List<String> NAMES =
            List.of("admin-lifecycle", "banano-payment", "discord-oauth", "wallet-lifecycle", "yunite-account-link");

    private static final Logger LOG = Logger.getLogger(Catalogue.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    /** A user's workflow of the same name stays; several replicas may do this at once. */
    private static final String PUT = """
            insert into workflows
                (id, name, title, description, integration, kind, document, origin, created_by, created_at, updated_at,
                 version, destructive)
            values ($1, $2, $3, $4, $5, $6, $7, 'CATALOGUE', 'system:catalogue', $8, $8, 0, $9)
            on conflict (name) do update
               set title = excluded.title, description = excluded.description, integration = excluded.integration,
                   kind = excluded.kind, document = excluded.document, updated_at = excluded.updated_at,
                   destructive = excluded.destructive,
                   version = workflows.version + 1
             where workflows.origin = 'CATALOGUE' and workflows.document <> excluded.document
            """;

    private final Pool pool;
    private final Clock clock;
    private volatile boolean there;

    Catalogue(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    void fill(@Observes StartupEvent started) {
        Multi.createFrom()
                .iterable(NAMES)
                .onItem()
                .transformToUniAndConcatenate(this::put)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> LOG.warnf("The catalogue cannot be stored yet: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(RETRY, LONGEST_RETRY)
                .indefinitely()
                .subscribe()
                .with(done -> there = true, failure -> LOG.error("The catalogue cannot be stored", failure));
    }

    private Uni<Void> put(String name) {
        String document = document(name);
        WorkflowDefinition definition = read(document);
        return pool.preparedQuery(PUT)
                .execute(Tuple.tuple()
                        .addValue(Ids.next())
                        .addValue(definition.name())
                        .addValue(definition.title())
                        .addValue(definition.description())
                        .addValue(definition.integration())
                        .addValue(definition.kind().name())
                        .addValue(document)
                        .addValue(clock.instant().atOffset(ZoneOffset.UTC))
                        .addValue(definition.destructive()))
                .replaceWithVoid();
    }

    static String document(String name) {
        return WorkflowSchema.resource("/workflows/" + name + ".yaml");
    }

    private static WorkflowDefinition read(String document) {
        try {
            return WorkflowReader.read(document);
        } catch (InvalidWorkflowException e) {
            throw new IllegalStateException("A workflow of the catalogue is invalid", e);
        }
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(HealthCheckResponse.named("catalogue").status(there).build());
    }
}
