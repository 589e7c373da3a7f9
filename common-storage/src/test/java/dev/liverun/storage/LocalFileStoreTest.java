package dev.liverun.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path root;

    private FileStore store;

    @BeforeEach
    void open() {
        store = new LocalFileStore(VERTX, root);
    }

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_was_stored_is_read_again_with_its_size_and_hash() {
        var stored = put("a/b.txt", "abc");

        assertThat(stored.size()).isEqualTo(3);
        // FIPS 180-4, the example "abc".
        assertThat(stored.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(read("a/b.txt", 0, Long.MAX_VALUE)).isEqualTo("abc");
        assertThat(read("a/b.txt", 1, 1)).isEqualTo("b");
        assertThat(read("a/b.txt", 2, 100)).isEqualTo("c");
    }

    @Test
    void storing_again_replaces() {
        put("x", "long content");
        put("x", "new");

        assertThat(read("x", 0, Long.MAX_VALUE)).isEqualTo("new");
    }

    @Test
    void what_is_too_large_stores_nothing() throws IOException {
        var chunks = Multi.createBy()
                .repeating()
                .supplier(() -> Buffer.buffer(new byte[1024]))
                .atMost(100);

        assertThatThrownBy(() -> store.put("big", chunks, 10_000).await().atMost(PATIENCE))
                .isInstanceOf(FileTooLargeException.class);

        assertNothingStored("big");
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing_behind() throws IOException {
        Multi<Buffer> broken = Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(Buffer.buffer("half")),
                        Multi.createFrom().failure(new IOException("gone")));

        assertThatThrownBy(() -> store.put("broken", broken, 10_000).await().atMost(PATIENCE))
                .hasRootCauseMessage("gone");

        assertNothingStored("broken");
    }

    @Test
    void a_file_that_is_not_there_is_no_error() {
        assertThat(store.read("none").await().atMost(PATIENCE)).isEmpty();
        assertThat(store.size("none").await().atMost(PATIENCE)).isEmpty();
        store.delete("none").await().atMost(PATIENCE);
    }

    @Test
    void deleted_files_are_gone_and_listed_no_more() {
        put("r/1/a", "a");
        put("r/1/b", "b");
        put("r/2/c", "c");
        assertThat(store.list("r").collect().asList().await().atMost(PATIENCE))
                .containsExactly("r/1/a", "r/1/b", "r/2/c");

        store.delete("r/1/a").await().atMost(PATIENCE);

        assertThat(store.list("r/1").collect().asList().await().atMost(PATIENCE))
                .containsExactly("r/1/b");
        assertThat(store.list("other").collect().asList().await().atMost(PATIENCE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".incoming/x", "a\\b", "a b", "a/.hidden"})
    void a_key_cannot_lead_anywhere_else(String key) {
        assertThatThrownBy(() -> put(key, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.read(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertNothingStored(String key) throws IOException {
        assertThat(store.size(key).await().atMost(PATIENCE)).isEmpty();
        try (var left = Files.walk(root)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private FileStore.StoredFile put(String key, String content) {
        return store.put(key, Multi.createFrom().item(Buffer.buffer(content)), 1_000_000)
                .await()
                .atMost(PATIENCE);
    }

    private String read(String key, long offset, long length) {
        return store.read(key, offset, length)
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .await()
                .atMost(PATIENCE)
                .toString();
    }
}
