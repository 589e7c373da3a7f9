package dev.liverun.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
abstract class FileStoreTests {

    static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CHUNK = 64 * 1024;
    static final String KEY = "feedback/0198/screen.png";

    final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    FileStore store;

    /** Empty, with its unfinished uploads in {@code files/.unfinished}. */
    abstract FileStore open(Path files);

    @BeforeEach
    void open() {
        store = open(directory.resolve("files"));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    FileStore.StoredFile put(String key, String... parts) {
        return get(store.put(key, Multi.createFrom().items(Stream.of(parts).map(Buffer::buffer)), 1000));
    }

    String read(String key) {
        return read(key, 0, Long.MAX_VALUE);
    }

    String read(String key, long offset, long length) {
        return get(content(key, offset, length).collect().in(Buffer::buffer, Buffer::appendBuffer))
                .toString();
    }

    Multi<Buffer> content(String key, long offset, long length) {
        return get(store.read(key, offset, length)).orElseThrow();
    }

    List<String> list(String prefix, Optional<String> after) {
        return get(store.list(prefix, after).map(info -> info.key()).collect().asList());
    }

    List<Path> unfinished() throws IOException {
        Path unfinished = directory.resolve("files/.unfinished");
        if (!Files.isDirectory(unfinished)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(unfinished)) {
            return files.toList();
        }
    }

    @Test
    void a_file_comes_back_as_it_was_stored_with_its_size_and_digest() throws IOException {
        FileStore.StoredFile stored = put(KEY, "Hello, ", "World!");

        assertThat(stored)
                .isEqualTo(new FileStore.StoredFile(
                        KEY, 13, "dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f"));
        assertThat(read(KEY)).isEqualTo("Hello, World!");
        assertThat(get(store.size(KEY))).contains(13L);
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void an_empty_file_is_a_file() {
        assertThat(put(KEY).size()).isZero();
        assertThat(read(KEY)).isEmpty();
        assertThat(get(store.exists(KEY))).isTrue();
    }

    @Test
    void a_part_of_a_file_can_be_read() {
        put(KEY, "0123456789");

        assertThat(read(KEY, 2, 3)).isEqualTo("234");
        assertThat(read(KEY, 7, Long.MAX_VALUE)).isEqualTo("789");
        assertThat(read(KEY, 8, 100)).isEqualTo("89");
        assertThat(read(KEY, 10, 1)).isEmpty();
        assertThat(read(KEY, 99, 1)).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_no_error() {
        assertThat(get(store.read(KEY))).isEmpty();
        assertThat(get(store.size(KEY))).isEmpty();
        assertThat(get(store.exists(KEY))).isFalse();
        get(store.delete(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a//b",
                "a/",
                "..",
                "../a",
                "a/../b",
                "a/..",
                ".unfinished/x",
                "a/.b",
                "a\\b",
                "a b",
                "a\u0000b",
                "a\nb",
                "C:/x",
                "ä",
                "a/b\n"
            })
    void a_key_cannot_lead_anywhere_else(String key) {
        assertThatThrownBy(() -> put(key, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> get(store.read(key))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> get(store.delete(key))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_that_a_file_system_cannot_hold_is_refused() {
        assertThatThrownBy(() -> put("a".repeat(201), "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put("a/".repeat(300) + "a", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_is_replaced_as_a_whole() {
        put(KEY, "old and longer");
        put(KEY, "new");

        assertThat(read(KEY)).isEqualTo("new");
    }

    @Test
    void a_deleted_file_is_gone() {
        put(KEY, "x");
        get(store.delete(KEY));

        assertThat(get(store.exists(KEY))).isFalse();
    }

    @Test
    void content_that_breaks_off_leaves_nothing_and_keeps_what_was_there() throws IOException {
        put(KEY, "before");
        Multi<Buffer> broken = Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(Buffer.buffer("half")),
                        Multi.createFrom().failure(new IOException("connection lost")));

        assertThatThrownBy(() -> get(store.put(KEY, broken, 1000))).hasRootCauseMessage("connection lost");

        assertThat(read(KEY)).isEqualTo("before");
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void content_that_is_too_large_is_not_stored() throws IOException {
        Multi<Buffer> content = Multi.createFrom().range(0, 100).map(i -> Buffer.buffer(new byte[100]));

        assertThatThrownBy(() -> get(store.put(KEY, content, 5000)))
                .isInstanceOfSatisfying(FileTooLargeException.class, refusal -> assertThat(refusal.maxSize())
                        .isEqualTo(5000));

        assertThat(get(store.exists(KEY))).isFalse();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void a_large_file_passes_through_little_memory_in_both_directions() {
        Queue<Long> ahead = new ConcurrentLinkedQueue<>();
        Multi<Buffer> content = Multi.createFrom().range(0, 200).map(i -> {
            ahead.add((long) i * CHUNK - received());
            return Buffer.buffer(new byte[CHUNK]);
        });

        FileStore.StoredFile stored = get(store.put(KEY, content, 1L << 30));

        assertThat(stored.size()).isEqualTo(200L * CHUNK);
        assertThat(ahead)
                .as("bytes that are in memory when the next are asked for")
                .containsOnly(0L);
        List<Integer> chunks = get(
                content(KEY, 0, Long.MAX_VALUE).map(Buffer::length).collect().asList());
        assertThat(chunks).allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(CHUNK));
        assertThat(chunks.stream().mapToLong(length -> length).sum()).isEqualTo(stored.size());
    }

    /** How much of the only upload is in its file. */
    private long received() {
        try {
            return Files.size(unfinished().get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_reader_is_served_only_what_it_asks_for() {
        put(KEY, "x");
        get(store.put(KEY, Multi.createFrom().range(0, 100).map(i -> Buffer.buffer(new byte[64 * 1024])), 1L << 30));

        List<Buffer> two =
                get(content(KEY, 0, Long.MAX_VALUE).select().first(2).collect().asList());

        assertThat(two).hasSize(2);
    }

    @Test
    void files_are_listed_in_the_order_of_their_keys() {
        for (String key : List.of("a/b/2", "a/b/1", "a.txt", "a-b", "a/c", "b", "a/b.x")) {
            put((key), "x");
        }

        assertThat(list("", Optional.empty()))
                .containsExactly("a-b", "a.txt", "a/b.x", "a/b/1", "a/b/2", "a/c", "b")
                .isSorted();
        assertThat(list("a/", Optional.empty())).containsExactly("a/b.x", "a/b/1", "a/b/2", "a/c");
        assertThat(list("a/b", Optional.empty())).containsExactly("a/b.x", "a/b/1", "a/b/2");
        assertThat(list("a/b/2", Optional.empty())).containsExactly("a/b/2");
        assertThat(list("", Optional.of(("a/b/1")))).containsExactly("a/b/2", "a/c", "b");
        assertThat(list("nothing", Optional.empty())).isEmpty();
    }
}
