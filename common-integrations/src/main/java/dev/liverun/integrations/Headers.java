package dev.liverun.integrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * HTTP fields in the order they were sent or received; names compare without case, a name may occur several times
 * (RFC 9110, section 5). Immutable.
 */
public record Headers(List<Field> fields) {

    private static final Headers EMPTY = new Headers(List.of());
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    /** One field line, as it is: what others send need not be valid. */
    public record Field(String name, String value) {

        /** Whether it may be sent (RFC 9110, section 5.5). */
        boolean valid() {
            return isToken(name) && isFieldValue(value);
        }
    }

    public Headers {
        fields = List.copyOf(fields);
    }

    public static Headers empty() {
        return EMPTY;
    }

    /** @param namesAndValues name, value, name, value … */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Header names and values come in pairs");
        }
        List<Field> fields = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    public static Headers of(Map<String, String> fields) {
        return new Headers(fields.entrySet().stream()
                .map(entry -> new Field(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** The first value under this name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** These headers with every earlier value of this name replaced by the given one. */
    public Headers with(String name, String value) {
        List<Field> changed = new ArrayList<>(fields.size() + 1);
        for (Field field : fields) {
            if (!field.name().equalsIgnoreCase(name)) {
                changed.add(field);
            }
        }
        changed.add(new Field(name, value));
        return new Headers(changed);
    }

    public Headers without(String name) {
        return contains(name)
                ? new Headers(fields.stream()
                        .filter(field -> !field.name().equalsIgnoreCase(name))
                        .toList())
                : this;
    }

    /** Lower-case names, in alphabetical order, with their values: the form for JSON envelopes. */
    public Map<String, List<String>> asMap() {
        Map<String, List<String>> map = new TreeMap<>();
        for (Field field : fields) {
            map.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.value());
        }
        return map;
    }

    /** Whether the text can be a header name or a method (RFC 9110, section 5.6.2). */
    static boolean isToken(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && TOKEN_PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
