package dev.liverun.feedback.github.links;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.flow.Newest;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** The table {@code github_mappings}: few, and known in memory, so that filing need not ask for them. */
@ApplicationScoped
public class Mappings {

    private static final Logger LOG = Logger.getLogger(Mappings.class);

    private static final String ALL =
            "select category, endpoint_id, repository, labels, assignees, template from github_mappings order by position";
    private static final String CLEAR = "delete from github_mappings";
    private static final String ADD = """
            insert into github_mappings (position, category, endpoint_id, repository, labels, assignees, template)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final Pool pool;
    private final Newest<List<Mapping>> known = new Newest<>(List.of());

    Mappings(Pool pool) {
        this.pool = pool;
    }

    public void start(@Observes StartupEvent event) {
        refresh().subscribe().with(done -> {});
    }

    /** What another replica was told is known here soon. */
    @Scheduled(every = "10s", identity = "github-mappings", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> refresh() {
        return known.ask(all())
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("Where issues go is read again soon: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** The first that fits. */
    public Optional<Mapping> of(FeedbackReport report) {
        return known.get().stream().filter(mapping -> mapping.fits(report)).findFirst();
    }

    public Uni<List<Mapping>> all() {
        return pool.query(ALL).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(Mappings::read)
                .toList());
    }

    /** In the transaction of the connection; {@link #refresh} once it is committed. */
    public Uni<Void> replace(List<Mapping> mappings, SqlConnection transaction) {
        var rows = new ArrayList<Tuple>();
        for (var mapping : mappings) {
            rows.add(Tuple.tuple()
                    .addValue(rows.size())
                    .addValue(
                            mapping.category() == null
                                    ? null
                                    : mapping.category().name())
                    .addValue(mapping.endpointId())
                    .addValue(mapping.repository())
                    .addValue(mapping.labels().toArray(String[]::new))
                    .addValue(mapping.assignees().toArray(String[]::new))
                    .addValue(mapping.template()));
        }
        return transaction
                .query(CLEAR)
                .execute()
                .chain(() -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : transaction.preparedQuery(ADD).executeBatch(rows).replaceWithVoid());
    }

    private static Mapping read(Row row) {
        var category = row.getString("category");
        return new Mapping(
                category == null ? null : FeedbackCategory.valueOf(category),
                row.getUUID("endpoint_id"),
                row.getString("repository"),
                List.of(row.getArrayOfStrings("labels")),
                List.of(row.getArrayOfStrings("assignees")),
                row.getString("template"));
    }
}
