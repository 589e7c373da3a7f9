package dev.liverun.feedback.handling;

import dev.liverun.events.Transactions;
import dev.liverun.feedback.reports.FeedbackRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** "Me too": one vote of each person for a report. The count stands in the report's row; its version does not change. */
@ApplicationScoped
class Votes {

    private static final String FOR = """
            with vote as (
                insert into feedback_votes (feedback_id, voter, voted_at) values ($1, $2, now())
                on conflict do nothing returning feedback_id
            )
            update feedback_reports report set vote_count = vote_count + 1 from vote where report.id = vote.feedback_id
            """;

    private static final String NOT_ANY_MORE = """
            with vote as (delete from feedback_votes where feedback_id = $1 and voter = $2 returning feedback_id)
            update feedback_reports report set vote_count = vote_count - 1 from vote where report.id = vote.feedback_id
            """;

    private static final String MOVE = """
            insert into feedback_votes (feedback_id, voter, voted_at)
            select cast(?2 as uuid), voter, voted_at from feedback_votes where feedback_id = ?1
            on conflict do nothing
            """;

    private static final String COUNT = """
            update feedback_reports
               set vote_count = (select count(*) from feedback_votes where feedback_id = ?1)
             where id = ?1
            """;

    private final FeedbackRepository reports;
    private final Transactions transactions;

    Votes(FeedbackRepository reports, Transactions transactions) {
        this.reports = reports;
        this.transactions = transactions;
    }

    Uni<Void> vote(UUID id, String voter) {
        return change(FOR, id, voter);
    }

    Uni<Void> unvote(UUID id, String voter) {
        return change(NOT_ANY_MORE, id, voter);
    }

    private Uni<Void> change(String statement, UUID id, String voter) {
        return Panache.withSession(() -> reports.get(id))
                .chain(() -> transactions.onConnection(
                        transaction -> transaction.preparedQuery(statement).execute(Tuple.of(id, voter))))
                .replaceWithVoid();
    }

    /** Whoever voted for a duplicate votes for what stays. In the current transaction. */
    static Uni<Void> moved(UUID from, UUID to) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MOVE)
                        .setParameter(1, from)
                        .setParameter(2, to)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(COUNT)
                                .setParameter(1, to)
                                .executeUpdate()))
                .replaceWithVoid();
    }
}
