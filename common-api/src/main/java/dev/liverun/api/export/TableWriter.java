package dev.liverun.api.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tables. Numbers stay numbers, times are RFC 3339 in UTC, everything else is neutralised text. */
public interface TableWriter extends FileWriter {

    /** Begins a table; where there is only one (CSV), a second one is refused. */
    void begin(String name, List<String> columns) throws IOException;

    /** The next row of the table; null is an empty cell. */
    void row(List<? extends @Nullable Object> values) throws IOException;

    default void row(@Nullable Object... values) throws IOException {
        row(Arrays.asList(values));
    }
}
