package dev.liverun.runner.workflows;

import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Workflows ready to be run: by name, as they are now; a document is read once per version. */
@ApplicationScoped
public class WorkflowLibrary {

    private static final String BY_NAMES = "select id, version, name from workflows where name = any($1::text[])";
    private static final String DOCUMENT = "select version, document from workflows where id = $1";
    private static final int MAX_READ = 500;
    private static final int MAX_DEPTH = 5;

    /** A workflow that can be run. */
    public record Runnable(UUID id, long version, WorkflowDefinition definition) {}

    private record Key(UUID id, long version) {}

    private final Pool pool;
    private final Map<Key, WorkflowDefinition> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, WorkflowDefinition> eldest) {
            return size() > MAX_READ;
        }
    };

    WorkflowLibrary(Pool pool) {
        this.pool = pool;
    }

    /** Those of these names that exist, with what they include. */
    public Uni<Map<String, Runnable>> find(Collection<String> names) {
        return read(names).chain(found -> {
            Uni<Map<String, Runnable>> linked = Uni.createFrom().item(new LinkedHashMap<>());
            for (Map.Entry<String, Runnable> entry : found.entrySet()) {
                linked = linked.call(all -> link(entry.getValue().definition(), Set.of(entry.getKey()))
                        .invoke(definition -> all.put(
                                entry.getKey(),
                                new Runnable(
                                        entry.getValue().id(), entry.getValue().version(), definition))));
            }
            return linked;
        });
    }

    /**
     * A definition that knows what it includes.
     *
     * @param within the names of the workflows that it is included by, its own among them
     * @return fails with {@link CannotInclude}
     */
    public Uni<WorkflowDefinition> link(WorkflowDefinition definition, Set<String> within) {
        Set<String> names = definition.includes();
        if (names.isEmpty()) {
            return Uni.createFrom().item(definition);
        }
        for (String name : names) {
            if (within.contains(name)) {
                throw new CannotInclude(name, "it would include itself");
            }
        }
        if (within.size() >= MAX_DEPTH) {
            throw new CannotInclude(names.iterator().next(), "workflows include each other too deeply");
        }
        return read(names).chain(found -> {
            Uni<Map<String, WorkflowDefinition>> included = Uni.createFrom().item(new LinkedHashMap<>());
            for (String name : names) {
                Runnable workflow = found.get(name);
                if (workflow == null) {
                    throw new CannotInclude(name, "there is no workflow of this name");
                }
                Set<String> outer = new LinkedHashSet<>(within);
                outer.add(name);
                included = included.call(
                        all -> link(workflow.definition(), outer).invoke(linked -> all.put(name, linked)));
            }
            return included.map(definition::including);
        });
    }

    /** What a workflow includes cannot be included. */
    public static final class CannotInclude extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        CannotInclude(String name, String why) {
            super("include " + name + ": " + why);
        }
    }

    private Uni<Map<String, Runnable>> read(Collection<String> names) {
        return pool.preparedQuery(BY_NAMES)
                .execute(Tuple.of(names.toArray(String[]::new)))
                .chain(rows -> {
                    Uni<Map<String, Runnable>> found = Uni.createFrom().item(new LinkedHashMap<>());
                    for (Row row : rows) {
                        found = found.call(all -> runnable(row.getUUID("id"), row.getLong("version"))
                                .invoke(workflow -> all.put(row.getString("name"), workflow)));
                    }
                    return found;
                });
    }

    private Uni<Runnable> runnable(UUID id, long version) {
        WorkflowDefinition known;
        synchronized (read) {
            known = read.get(new Key(id, version));
        }
        if (known != null) {
            return Uni.createFrom().item(new Runnable(id, version, known));
        }
        return pool.preparedQuery(DOCUMENT).execute(Tuple.of(id)).map(rows -> {
            Row row = rows.iterator().next();
            Runnable workflow = new Runnable(id, row.getLong("version"), definition(row.getString("document")));
            synchronized (read) {
                read.put(new Key(id, workflow.version()), workflow.definition());
            }
            return workflow;
        });
    }

    private static WorkflowDefinition definition(String document) {
        try {
            return WorkflowReader.read(document);
        } catch (InvalidWorkflowException e) {
            throw new IllegalStateException("A stored workflow cannot be read any more", e);
        }
    }
}
