package dev.liverun.feedback.attachments;

import dev.liverun.storage.FileStore;
import dev.liverun.storage.FileStore.FileInfo;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/** Removes stored files that no row tells of: of uploads that did not become attachments, and of attachments that were removed. */
@ApplicationScoped
class Orphans {

    private static final Logger LOG = Logger.getLogger(Orphans.class);
    private static final int BATCH = 500;

    private static final String KNOWN = """
            select file_path from feedback_attachments where file_path = any($1)
            union all select thumbnail_path from feedback_attachments where thumbnail_path = any($1)
            """;

    private final FileStore store;
    private final Pool pool;
    private final AttachmentsConfig config;
    private final Clock clock;

    Orphans(FileStore store, Pool pool, AttachmentsConfig config, Clock clock) {
        this.store = store;
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "6h",
            delayed = "5m",
            identity = "attachment-orphans",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> remove() {
        return remove(config.orphanAfter())
                .invoke(removed -> {
                    if (removed > 0) {
                        LOG.infof("Removed %d files that belonged to no attachment", removed);
                    }
                })
                .onFailure()
                .invoke(e -> LOG.warn("Files that belong to no attachment stay until the next time", e))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /** Those that are older than that: younger ones may just be becoming attachments. Returns how many. */
    Uni<Integer> remove(Duration olderThan) {
        Instant before = clock.instant().minus(olderThan);
        return store.list("attachments/")
                .filter(file -> file.storedAt().isBefore(before))
                .group()
                .intoLists()
                .of(BATCH)
                .onItem()
                .transformToUniAndConcatenate(this::removeUnknown)
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> removeUnknown(List<FileInfo> files) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(files.stream().map(FileInfo::key).toArray(String[]::new)))
                .chain(rows -> {
                    var known = new HashSet<String>();
                    rows.forEach(row -> known.add(row.getString(0)));
                    var unknown = files.stream()
                            .map(FileInfo::key)
                            .filter(key -> !known.contains(key))
                            .toList();
                    return io.smallrye.mutiny.Multi.createFrom()
                            .iterable(unknown)
                            .onItem()
                            .transformToUniAndConcatenate(key -> store.delete(key)
                                    .onFailure()
                                    .invoke(e -> LOG.warnf("%s stays until the next time: %s", key, e.getMessage()))
                                    .onFailure()
                                    .recoverWithNull())
                            .onItem()
                            .ignoreAsUni()
                            .replaceWith(unknown.size());
                });
    }
}
