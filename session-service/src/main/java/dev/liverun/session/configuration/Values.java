package dev.liverun.session.configuration;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads JSON values that have passed the schema; what is missing or of another kind is as if it were not there. */
final class Values {

    private Values() {}

    static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    static boolean truth(@Nullable Object value, boolean otherwise) {
        return value instanceof Boolean truth ? truth : otherwise;
    }

    static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    static OptionalInt integer(@Nullable Object value) {
        return value instanceof Number number
                ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, number.longValue()))
                : OptionalInt.empty();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The numbers that are given for the constants of an enum. */
    static <E extends Enum<E>> Map<E, Integer> counts(Class<E> type, Function<E, @Nullable Object> value) {
        var counts = new EnumMap<E, Integer>(type);
        for (var constant : type.getEnumConstants()) {
            integer(value.apply(constant)).ifPresent(count -> counts.put(constant, count));
        }
        return counts;
    }
}
