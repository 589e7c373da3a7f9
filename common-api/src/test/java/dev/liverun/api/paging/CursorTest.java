package dev.liverun.api.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.api.problem.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123456Z");
    private static final UUID ID = UUID.fromString("0192f7a0-0000-7000-8000-000000000001");

    @Test
    void what_was_encoded_is_decoded_exactly() {
        var cursor = Cursor.decode(Cursor.of(TIME, ID, 42L, "ü \"quoted\", text", null, TimeUnit.DAYS)
                .encode());
        assertThat(cursor.instant(0)).isEqualTo(TIME);
        assertThat(cursor.uuid(1)).isEqualTo(ID);
        assertThat(cursor.number(2)).isEqualTo(42);
        assertThat(cursor.text(3)).isEqualTo("ü \"quoted\", text");
        assertThat(cursor.textOrNull(4)).isNull();
        assertThat(cursor.constant(5, TimeUnit.class)).isEqualTo(TimeUnit.DAYS);
    }

    @Test
    void it_fits_into_an_address_as_it_is() {
        assertThat(Cursor.of(TIME, ID, "???>>>ÿÿÿ").encode()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void every_changed_character_is_noticed() {
        var good = Cursor.of(TIME, ID).encode();
        for (int i = 0; i < good.length() - 1; i++) {
            var other = good.charAt(i) == 'A' ? 'B' : 'A';
            var bad = good.substring(0, i) + other + good.substring(i + 1);
            assertThatThrownBy(() -> Cursor.decode(bad)).isInstanceOf(Invalid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAA", "!!!!", "AAAAAAAAAAAA", "null", "W10"})
    void what_never_was_a_cursor_is_refused_by_name(String text) {
        assertThatThrownBy(() -> Cursor.decode(text))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.violations())
                        .extracting("field")
                        .containsExactly("cursor"));
    }

    @Test
    void a_cursor_of_another_list_is_refused_when_it_is_read() {
        var cursor = Cursor.of("text");
        assertThatThrownBy(() -> cursor.instant(0)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> cursor.uuid(0)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> cursor.number(0)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> cursor.constant(0, TimeUnit.class)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> cursor.text(1)).isInstanceOf(Invalid.class);
    }

    @Test
    void a_page_points_to_its_last_item_only_if_there_is_more() {
        var request = PageRequest.of(2, null);
        var full = Page.of(List.of(1, 2, 3), request, Cursor::of);
        assertThat(full.items()).containsExactly(1, 2);
        assertThat(full.nextCursor()).isEqualTo(Cursor.of(2).encode());
        assertThat(Page.of(List.of(1, 2), request, Cursor::of).nextCursor()).isNull();
        assertThat(Page.of(List.of(), request, Cursor::of).items()).isEmpty();
    }

    @Test
    void a_mapped_page_keeps_its_place() {
        var page =
                Page.of(List.of(1, 2, 3), PageRequest.of(2, null), Cursor::of).map(String::valueOf);
        assertThat(page.items()).containsExactly("1", "2");
        assertThat(page.nextCursor()).isNotNull();
    }
}
