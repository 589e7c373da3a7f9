package dev.liverun.session.search;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a PostgreSQL text search query of what somebody typed; nothing of it is taken as an operator. */
final class SearchWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private SearchWords() {}

    /** Every word must be there, at least its beginning; null when there is no word. */
    static @Nullable String prefixes(String typed) {
        var query = WORD.matcher(typed)
                .results()
                .map(word -> "'" + word.group() + "':*")
                .collect(Collectors.joining(" & "));
        return query.isEmpty() ? null : query;
    }
}
