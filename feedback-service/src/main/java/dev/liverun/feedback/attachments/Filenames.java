package dev.liverun.feedback.attachments;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names of files, from strangers and for strangers. */
final class Filenames {

    private static final int MAX_LENGTH = 255;

    private Filenames() {}

    /** The last part of what the uploader's system calls the file, without what could break a line or a header. */
    static String clean(String given) {
        var last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "").strip();
        if (plain.isEmpty() || plain.matches("\\.+")) {
            return "unnamed";
        }
        return plain.length() <= MAX_LENGTH ? plain : plain.substring(plain.length() - MAX_LENGTH);
    }

    /** {@code Content-Disposition} (RFC 6266) for a download that a browser saves and never shows. */
    static String disposition(String filename) {
        var ascii = filename.replaceAll("[^A-Za-z0-9._ -]", "_");
        var encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
