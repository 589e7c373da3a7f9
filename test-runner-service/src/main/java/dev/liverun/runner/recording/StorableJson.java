package dev.liverun.runner.recording;

/** What JSON allows and PostgreSQL's jsonb does not: the character U+0000. */
final class StorableJson {

    private static final String NUL = "\\u0000";
    private static final String REPLACEMENT = "\\ufffd";

    private StorableJson() {}

    /** The same JSON text with U+FFFD for each U+0000. */
    static String withoutNul(String json) {
        if (!json.contains(NUL)) {
            return json;
        }
        var storable = new StringBuilder(json.length());
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c != '\\') {
                storable.append(c);
                i++;
            } else if (json.startsWith(NUL, i)) {
                storable.append(REPLACEMENT);
                i += NUL.length();
            } else {
                // An escape of two characters; an escaped backslash does not begin another escape.
                storable.append(json, i, Math.min(i + 2, json.length()));
                i += 2;
            }
        }
        return storable.toString();
    }
}
