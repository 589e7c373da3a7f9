package dev.liverun.api.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as callers see it.
 *
 * @param nextCursor asks for the page after this one; null when this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of {@link PageRequest#rows()} rows, of which the last is only a sign that there are more.
     *
     * @param position the sort keys of a row, in the order of the list
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<? super T, Cursor> position) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, request.limit());
        return new Page<>(items, position.apply(items.get(items.size() - 1)).encode());
    }

    /** The same page of something else, for example responses made of entities. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), nextCursor);
    }
}
