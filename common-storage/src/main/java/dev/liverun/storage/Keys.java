package dev.liverun.storage;

import java.util.regex.Pattern;

/**
 * What a key may look like: nothing that a file system could understand differently or not hold. Keys that differ only in
 * case are different ones to S3 but not to every file system: do not make such.
 */
final class Keys {

    private static final int MAX_LENGTH = 512;
    private static final Pattern FORM =
            Pattern.compile("SEGMENT(/SEGMENT)*".replace("SEGMENT", "[A-Za-z0-9_][A-Za-z0-9._-]{0,199}"));

    private Keys() {}

    /** @throws IllegalArgumentException if it is no key */
    static String check(String key) {
        if (key.length() > MAX_LENGTH || !FORM.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key: " + key);
        }
        return key;
    }
}
