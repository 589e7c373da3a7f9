package dev.liverun.health.archive;

import dev.liverun.storage.FileStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Reads sections of archive files. One whose file is gone is told of: counted, logged, and marked in the list of sections. */
@ApplicationScoped
class ArchiveSections {

    private static final Logger LOG = Logger.getLogger(ArchiveSections.class);

    private static final String MISSING =
            "update health_archive set missing_since = now()" + " where id = $1 and missing_since is null";

    private final Pool pool;
    private final FileStore files;
    private final Counter missing;

    ArchiveSections(Pool pool, FileStore files, MeterRegistry registry) {
        this.pool = pool;
        this.files = files;
        this.missing = Counter.builder("liverun.health.archive.missing")
                .description("Sections of the archive that were asked for and whose file is gone")
                .register(registry);
    }

    /**
     * The checks, a JSON object per line; empty when the file is gone.
     *
     * @param section with {@code id}, {@code file}, {@code position}, {@code length}
     */
    Uni<Optional<String>> read(Row section) {
        return files.read(section.getString("file"), section.getLong("position"), section.getLong("length"))
                .chain(content -> content.isEmpty()
                        ? missing(section.getUUID("id"), section.getString("file"))
                        : content.get()
                                .collect()
                                .in(Buffer::buffer, Buffer::appendBuffer)
                                .map(ArchiveFile::text)
                                .map(Optional::of));
    }

    private Uni<Optional<String>> missing(UUID section, String file) {
        missing.increment();
        LOG.errorf("The file %s of the archive is gone; the checks of its section %s are left out", file, section);
        return pool.preparedQuery(MISSING).execute(Tuple.of(section)).replaceWith(Optional.empty());
    }
}
