package dev.liverun.api.errors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value of a type must look like, in words for people; the same for bodies and parameters. */
public final class Expectations {

    private static final Map<Class<?>, String> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, "must be text"),
            Map.entry(UUID.class, "must be a UUID"),
            Map.entry(Instant.class, "must be an RFC 3339 date-time such as 2026-01-31T12:00:00Z"),
            Map.entry(OffsetDateTime.class, "must be an RFC 3339 date-time such as 2026-01-31T12:00:00Z"),
            Map.entry(LocalDate.class, "must be a date such as 2026-01-31"),
            Map.entry(Duration.class, "must be an ISO 8601 duration such as PT30S"),
            Map.entry(URI.class, "must be a URI"),
            Map.entry(BigDecimal.class, "must be a number"),
            Map.entry(BigInteger.class, "must be an integer"),
            Map.entry(Integer.class, "must be an integer from -2147483648 to 2147483647"),
            Map.entry(int.class, "must be an integer from -2147483648 to 2147483647"),
            Map.entry(Long.class, "must be a 64-bit integer"),
            Map.entry(long.class, "must be a 64-bit integer"),
            Map.entry(Double.class, "must be a number"),
            Map.entry(double.class, "must be a number"),
            Map.entry(Boolean.class, "must be true or false"),
            Map.entry(boolean.class, "must be true or false"));

    private Expectations() {}

    /** For example "must be one of LOW, MEDIUM, HIGH". */
    public static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        var known = BY_TYPE.get(type);
        if (known != null) {
            return known;
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "must be an array";
        }
        return "must be an object";
    }
}
