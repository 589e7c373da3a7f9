package dev.liverun.api.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Turns pages of something into the bytes of a file, without ever holding more than a page of either. */
public final class Exports {

    /** A step in writing a file. */
    @FunctionalInterface
    public interface Step<W> {
        void on(W writer) throws IOException;
    }

    /** Writes one item. */
    @FunctionalInterface
    public interface ItemStep<W, T> {
        void on(W writer, T item) throws IOException;
    }

    private Exports() {}

    /** One table of all items. */
    public static <T> Multi<byte[]> of(
            TableFormat format, Step<TableWriter> head, Multi<List<T>> pages, ItemStep<TableWriter, T> row) {
        return of(format::into, List.of(part(head), part(pages, row)));
    }

    /** A part of a file that is written at once. */
    public static <W> Multi<Step<W>> part(Step<W> write) {
        return Multi.createFrom().item(write);
    }

    /** A part of a file: pages of items and how each is written. */
    public static <W, T> Multi<Step<W>> part(Multi<List<T>> pages, ItemStep<W, T> write) {
        return pages.map(page -> writer -> {
            for (var item : page) {
                write.on(writer, item);
            }
        });
    }

    /**
     * The bytes of a file in pieces. They are made on worker threads, each when the one before it has been taken.
     *
     * @param open makes the writer
     * @param parts written one after the other
     */
    public static <W extends FileWriter> Multi<byte[]> of(Function<OutputStream, W> open, List<Multi<Step<W>>> parts) {
        return Multi.createFrom().deferred(() -> {
            var out = new ByteArrayOutputStream();
            var writer = open.apply(out);
            return Multi.createBy()
                    .concatenating()
                    .streams(Multi.createBy().concatenating().streams(parts), part(FileWriter::finish))
                    .onItem()
                    .transformToUniAndConcatenate(step -> Uni.createFrom()
                            .item(() -> piece(out, writer, step))
                            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                    .filter(piece -> piece.length > 0);
        });
    }

    private static <W extends FileWriter> byte[] piece(ByteArrayOutputStream out, W writer, Step<? super W> step) {
        try {
            step.on(writer);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var written = out.toByteArray();
        out.reset();
        return written;
    }
}
