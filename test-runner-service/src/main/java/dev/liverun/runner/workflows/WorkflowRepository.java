package dev.liverun.runner.workflows;

import dev.liverun.api.paging.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class WorkflowRepository implements PanacheRepositoryBase<Workflow, UUID> {

    Uni<@Nullable Workflow> byName(String name) {
        return find("name", name).firstResult();
    }

    Uni<List<Workflow>> byNames(List<String> names) {
        return list("name in ?1", names);
    }

    /** By name, which is unique. */
    Uni<List<Workflow>> after(@Nullable Cursor cursor, @Nullable String integration, int rows) {
        List<Object> values = new ArrayList<>();
        var query = new StringBuilder("1 = 1");
        if (cursor != null) {
            values.add(cursor.text(0));
            query.append(" and name > ?").append(values.size());
        }
        if (integration != null) {
            values.add(integration);
            query.append(" and integration = ?").append(values.size());
        }
        return find(query + " order by name", values.toArray())
                .range(0, rows - 1)
                .list();
    }
}
