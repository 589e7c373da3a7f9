package dev.liverun.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The credentials that the stand-ins expect, by environment variable. There are no defaults. */
public final class Credentials {
    private final Map<String, String> environment;

    public Credentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Null if the variable is not set or blank. */
    public @Nullable String find(String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    public List<String> missing(String... variables) {
        var missing = new ArrayList<String>();
        for (String variable : variables) {
            if (find(variable) == null) {
                missing.add(variable);
            }
        }
        return missing;
    }

    /** Compares in constant time; false if either is absent. */
    public boolean matches(String variable, @Nullable String presented) {
        String expected = find(variable);
        return expected != null
                && presented != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** The token of an {@code Authorization: <scheme> <token>} header, or null. */
    public static @Nullable String authorization(@Nullable String header, String scheme) {
        if (header == null || !header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)) {
            return null;
        }
        return header.substring(scheme.length() + 1).strip();
    }
}
