package dev.liverun.session.report.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.export.Pages;
import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Results of a session that still goes on, as they were at one moment, in a file: what is hashed is what is shown, however
 * long a client takes to read it and whatever comes in meanwhile.
 */
final class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);

    private final ObjectMapper mapper;
    private final Path file;

    Spool(ObjectMapper mapper) {
        this.mapper = mapper;
        try {
            file = Files.createTempFile("liverun-evidence", ".jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(List<SessionResult> results) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, java.nio.file.StandardOpenOption.APPEND)) {
            for (var result : results) {
                out.write(mapper.writeValueAsString(result));
                out.write('\n');
            }
        }
    }

    /** All results, page by page; the file is gone afterwards. */
    Multi<List<SessionResult>> pages() {
        return Multi.createFrom()
                .deferred(() -> {
                    var reader = open();
                    return Pages.<SessionResult>after((last, size) -> Uni.createFrom()
                                    .item(() -> page(reader, size))
                                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                            .onTermination()
                            .invoke(() -> close(reader));
                })
                .onTermination()
                .invoke(this::delete);
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s could not be deleted: %s", file, e);
        }
    }

    private BufferedReader open() {
        try {
            return Files.newBufferedReader(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SessionResult> page(BufferedReader reader, int size) {
        try {
            var page = new ArrayList<SessionResult>();
            String line;
            while (page.size() < size && (line = reader.readLine()) != null) {
                page.add(mapper.readValue(line, SessionResult.class));
            }
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            LOG.debug("closing a spool", e);
        }
    }
}
