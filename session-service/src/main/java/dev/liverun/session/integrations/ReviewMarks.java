package dev.liverun.session.integrations;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Marks the sessions whose required integrations must be looked at again. */
@ApplicationScoped
public class ReviewMarks {

    /** An integration about which something has changed. */
    public record Concerned(UUID id, String name) {}

    // Also those that are marked: somebody may be looking at them, who is about to take away the mark.
    // Locked in the order of ids, as everywhere, so that nobody deadlocks.
    private static final String MARK = """
            with concerned as (
                select session.id from test_sessions session
                 where session.status in ('ACTIVE', 'PAUSED')
                   and (session.configuration @> '{"auto_pause": true}' or session.pause_cause = 'SYSTEM')
                   and exists (
                       select from unnest($1::uuid[], $2::text[]) as endpoint (id, name)
                        where session.configuration -> 'integrations'
                                  @> jsonb_build_array(jsonb_build_object('name', endpoint.name))
                           or session.configuration -> 'integrations'
                                  @> jsonb_build_array(jsonb_build_object('endpoint_id', endpoint.id::text)))
                 order by session.id for no key update)
            update test_sessions set review_due = true where id in (select id from concerned)
            """;

    /** In the transaction of {@code transaction}, with the change. */
    public Uni<Void> mark(SqlConnection transaction, List<Concerned> endpoints) {
        if (endpoints.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = endpoints.stream().map(Concerned::id).toArray(UUID[]::new);
        var names = endpoints.stream().map(Concerned::name).toArray(String[]::new);
        return transaction.preparedQuery(MARK).execute(Tuple.of(ids, names)).replaceWithVoid();
    }
}
