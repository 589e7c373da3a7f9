package dev.liverun.api.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.problem.Invalid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the sort keys of its last row, in the order of the index that the list reads. Opaque to callers.
 * What a caller made up or cut off is an {@link Invalid} {@code cursor}; a cursor grants nothing, so it is not signed.
 */
@Schema(type = SchemaType.STRING)
public final class Cursor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private final List<@Nullable String> keys;

    private Cursor(List<@Nullable String> keys) {
        this.keys = keys;
    }

    /** For example {@code Cursor.of(session.createdAt(), session.id())}. Text, numbers, times, UUIDs, enums and nulls. */
    public static Cursor of(@Nullable Object... keys) {
        return new Cursor(Stream.of(keys)
                .map(key -> key == null ? null : key instanceof Enum<?> constant ? constant.name() : key.toString())
                .toList());
    }

    /** @throws Invalid if this is not what {@link #encode} made */
    public static Cursor decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length <= CHECKSUM_BYTES) {
                throw invalid();
            }
            var json = Arrays.copyOfRange(bytes, CHECKSUM_BYTES, bytes.length);
            if (ByteBuffer.wrap(bytes).getInt() != checksum(json)) {
                throw invalid();
            }
            return new Cursor(Arrays.asList(JSON.readValue(json, String[].class)));
        } catch (IllegalArgumentException | IOException e) {
            throw (Invalid) invalid().because(e);
        }
    }

    public String encode() {
        try {
            var json = JSON.writeValueAsString(keys).getBytes(StandardCharsets.UTF_8);
            var bytes = ByteBuffer.allocate(CHECKSUM_BYTES + json.length)
                    .putInt(checksum(json))
                    .put(json)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts is always JSON", e);
        }
    }

    public @Nullable String textOrNull(int index) {
        if (index >= keys.size()) {
            throw invalid();
        }
        return keys.get(index);
    }

    public String text(int index) {
        var text = textOrNull(index);
        if (text == null) {
            throw invalid();
        }
        return text;
    }

    public Instant instant(int index) {
        return parse(index, Instant::parse);
    }

    public UUID uuid(int index) {
        return parse(index, UUID::fromString);
    }

    public long number(int index) {
        return parse(index, Long::valueOf);
    }

    public <E extends Enum<E>> E constant(int index, Class<E> type) {
        return parse(index, name -> Enum.valueOf(type, name));
    }

    private <T> T parse(int index, Function<String, T> parser) {
        try {
            return parser.apply(text(index));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw (Invalid) invalid().because(e);
        }
    }

    private static int checksum(byte[] json) {
        var crc = new CRC32C();
        crc.update(json);
        return (int) crc.getValue();
    }

    private static Invalid invalid() {
        return new Invalid("cursor", "must be a next_cursor of this list, unchanged");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor && keys.equals(cursor.keys);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keys);
    }

    @Override
    public String toString() {
        return encode();
    }
}
