package dev.liverun.load.feedback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** One transaction with the rows of a report, by prepared statements on one connection. */
final class BareFiling implements Callable<Void>, AutoCloseable {

    private static final List<String> STATEMENTS = List.of("""
        insert into feedback_reports (id, session_id, title, description, category, priority, status, reported_by,
               reported_at, metadata, evidence, version, labels, due_at)
        values (?, ?::uuid, 'Payment arrives twice', 'Sent once, arrived twice, both after a minute.', 'INTEGRATION', 1, 0,
                'ada', now(), '{}', '{"session_name": "load", "results": [], "health": []}', 1, '{}',
                now() + interval '14 days')
        """, """
        insert into feedback_history (id, feedback_id, version, at, actor, action, changes)
        select gen_random_uuid(), ?, 1, now(), 'ada', 'filed', '[]' where ?::uuid is not null
        """, """
        insert into outbox (event_id, event_type, topic, subject, partition_key, sequence, occurred_at, correlation_id, data)
        select gen_random_uuid(), 'dev.liverun.feedback.filed.v1', 'liverun.bare', id, id, 1, now(), null, repeat('x', 700)
          from (select ?::uuid as id, ?::uuid as session) report
        """, """
        insert into audit_log (id, actor, action, target_type, target_id, details)
        select gen_random_uuid(), 'ada', 'feedback.filed', 'feedback', ?::uuid::text, '{}' where ?::uuid is not null
        """, """
        with known as (insert into github_repositories (name) values ('liverun/demo') on conflict do nothing)
        insert into github_links (feedback_id, repository, state, behind_since)
        select ?, 'liverun/demo', 'FAILED', now() where ?::uuid is not null
        """);

    private final Connection connection;
    private final UUID session;
    private final List<PreparedStatement> statements = new ArrayList<>();

    BareFiling(Connection connection, UUID session) throws SQLException {
        this.connection = connection;
        this.session = session;
        connection.setAutoCommit(false);
        for (var statement : STATEMENTS) {
            statements.add(connection.prepareStatement(statement));
        }
    }

    @Override
    public Void call() throws SQLException {
        var id = UUID.randomUUID();
        for (var statement : statements) {
            statement.setObject(1, id);
            statement.setObject(2, session);
            statement.executeUpdate();
        }
        connection.commit();
        return null;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
