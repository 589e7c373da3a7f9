package dev.liverun.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalFileStoreTest extends FileStoreTests {

    @Override
    FileStore open(Path files) {
        return new LocalFileStore(vertx, files);
    }

    private Uni<Integer> removeUnfinished(Duration olderThan) {
        return new Unfinished(new Workers(vertx), directory.resolve("files")).remove(olderThan, Clock.systemUTC());
    }

    @Test
    void an_upload_that_is_given_up_leaves_nothing() throws Exception {
        var upload = store.put(
                        KEY,
                        Multi.createBy()
                                .concatenating()
                                .streams(
                                        Multi.createFrom().item(Buffer.buffer("half")),
                                        Multi.createFrom().nothing()),
                        1000)
                .subscribe()
                .with(ignored -> {});
        await().until(() -> !unfinished().isEmpty());

        upload.cancel();

        await().until(() -> unfinished().isEmpty());
        assertThat(get(store.exists(KEY))).isFalse();
    }

    @Test
    void a_store_that_was_never_used_is_empty() {
        assertThat(list("", Optional.empty())).isEmpty();
        assertThat(get(removeUnfinished(Duration.ZERO))).isZero();
    }

    @Test
    void what_a_crash_left_unfinished_is_removed_when_it_is_old() throws IOException {
        put(KEY, "x");
        Path old = Files.writeString(directory.resolve("files/.unfinished/old"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.writeString(directory.resolve("files/.unfinished/running"), "x");

        assertThat(get(removeUnfinished(Duration.ofDays(1)))).isEqualTo(1);

        assertThat(unfinished())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly("running");
        assertThat(list("", Optional.empty())).containsExactly(KEY);
    }

    @Test
    void a_directory_that_cannot_be_written_is_told() throws IOException {
        Path file = Files.writeString(directory.resolve("a-file"), "x");
        LocalFileStore broken = new LocalFileStore(vertx, file);

        assertThatThrownBy(() -> get(broken.put(KEY, Multi.createFrom().item(Buffer.buffer("x")), 10)))
                .isInstanceOf(StorageException.class);
    }
}
