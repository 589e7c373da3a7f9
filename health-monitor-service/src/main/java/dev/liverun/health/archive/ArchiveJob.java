package dev.liverun.health.archive;

import dev.liverun.events.Ids;
import dev.liverun.events.jobs.Batches;
import dev.liverun.events.jobs.OneAtATime;
import dev.liverun.health.archive.ArchiveFile.Line;
import dev.liverun.storage.FileStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Moves checks beyond the latest thousand of an endpoint into files (specification: Data Retention). The file is stored for
 * good before its checks are removed, in one transaction with its entry in the index: a crash in between leaves a file that
 * nothing points to, and no check is lost or there twice. Whoever finds that another was faster throws its file away.
 */
@ApplicationScoped
class ArchiveJob {

    static final String PREFIX = "health/";

    private static final Logger LOG = Logger.getLogger(ArchiveJob.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final long LARGEST = 1L << 30;
    private static final Duration SURELY_OVER = Duration.ofDays(1);

    private final ArchiveStatements statements;
    private final FileStore files;
    private final OneAtATime one;
    private final ArchiveConfig config;
    private final Clock clock;

    ArchiveJob(ArchiveStatements statements, FileStore files, OneAtATime one, ArchiveConfig config, Clock clock) {
        this.statements = statements;
        this.files = files;
        this.one = one;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "health-archive",
            every = "${liverun.health.archive.every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return quietly("health-archive", this::archive);
    }

    @Scheduled(
            identity = "health-archive-orphans",
            every = "24h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tidy() {
        return quietly("health-archive-orphans", this::removeOrphans);
    }

    /** Returns for how many endpoints. */
    Uni<Long> archive() {
        return Batches.until(config.endpointsPerFile(), this::batch);
    }

    /** Files that a crash left before they were told of in the index. */
    Uni<Void> removeOrphans() {
        var before = clock.instant().minus(SURELY_OVER);
        return files.list(PREFIX)
                .filter(file -> file.storedAt().isBefore(before))
                .onItem()
                .transformToUniAndConcatenate(file -> statements
                        .isIndexed(file.key())
                        .chain(known -> known ? Uni.createFrom().voidItem() : files.delete(file.key())))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> batch() {
        return statements
                .overfull(config.keep() + config.surplus(), config.endpointsPerFile())
                .chain(endpoints -> endpoints.isEmpty()
                        ? Uni.createFrom().item(0)
                        : statements.surplus(endpoints, config.keep()).chain(surplus -> store(surplus)
                                .replaceWith(surplus.size())));
    }

    private Uni<Void> store(Map<UUID, List<Line>> surplus) {
        if (surplus.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var file = new ArchiveFile();
        surplus.forEach(file::add);
        var key = PREFIX + DAY.format(clock.instant()) + "/" + Ids.next() + ".jsonl.gz";
        return files.put(key, Multi.createFrom().item(file.content()), LARGEST)
                .chain(() -> statements.moved(key, file.sections(), surplus))
                .chain(moved -> moved ? Uni.createFrom().voidItem() : files.delete(key));
    }

    private Uni<Void> quietly(String job, java.util.function.Supplier<Uni<?>> work) {
        return one.run(job, work)
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "Checks are archived later; they stay in the table"))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
