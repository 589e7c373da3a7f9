package dev.liverun.api.idempotency;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** In the transaction of a Hibernate Reactive session. */
record SessionStatements(Mutiny.Session session) implements Statements {

    @Override
    public Uni<List<Object[]>> rows(String sql, @Nullable Object... parameters) {
        var query = session.createNativeQuery(numbered(sql), Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultList();
    }

    @Override
    public Uni<Void> run(String sql, @Nullable Object... parameters) {
        var query = session.createNativeQuery(numbered(sql));
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.executeUpdate().replaceWithVoid();
    }

    private static String numbered(String sql) {
        return sql.replace('$', '?');
    }
}
