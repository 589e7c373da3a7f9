package dev.liverun.health.archive;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file in the making: a section for each endpoint, one JSON object per line, oldest first. Each section is a gzip member of
 * its own, so it can be read by itself, and {@code zcat} reads the whole file.
 */
final class ArchiveFile {

    /** A check that leaves the table, as it is written. */
    record Line(UUID checkId, Instant checkedAt, String json) {}

    /** Where an endpoint's checks are in the file. */
    record Section(UUID endpointId, long position, long length, int checks, Instant firstAt, Instant lastAt) {}

    private final Buffer content = Buffer.buffer();
    private final List<Section> sections = new ArrayList<>();

    /** @param lines at least one, oldest first */
    void add(UUID endpointId, List<Line> lines) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (var line : lines) {
                gzip.write(line.json().getBytes(StandardCharsets.UTF_8));
                gzip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sections.add(new Section(
                endpointId,
                content.length(),
                bytes.size(),
                lines.size(),
                lines.get(0).checkedAt(),
                lines.get(lines.size() - 1).checkedAt()));
        content.appendBytes(bytes.toByteArray());
    }

    Buffer content() {
        return content;
    }

    List<Section> sections() {
        return List.copyOf(sections);
    }

    /** The lines of a section. */
    static String text(Buffer section) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(section.getBytes()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("an archive's section cannot be read", e);
        }
    }
}
