package dev.liverun.runner.engine.asserting;

import dev.liverun.integrations.Headers;
import dev.liverun.runner.engine.asserting.Answer.Reading;
import dev.liverun.runner.workflow.expecting.Subject.Cookie;
import java.util.Locale;

/** Reads what an answer sets ({@code Set-Cookie}, RFC 6265). */
final class Cookies {

    private Cookies() {}

    static Reading read(Headers headers, Cookie wanted) {
        for (String header : headers.all("Set-Cookie")) {
            String[] parts = header.split(";");
            String[] pair = parts[0].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equals(wanted.name())) {
                return wanted.attribute() == null
                        ? new Reading.Found(pair[1].strip())
                        : attribute(parts, wanted.attribute());
            }
        }
        return new Reading.Missing();
    }

    private static Reading attribute(String[] parts, String wanted) {
        for (int i = 1; i < parts.length; i++) {
            String[] attribute = parts[i].split("=", 2);
            if (attribute[0].strip().toLowerCase(Locale.ROOT).equals(wanted)) {
                return new Reading.Found(attribute.length == 1 ? Boolean.TRUE : attribute[1].strip());
            }
        }
        return new Reading.Missing();
    }
}
