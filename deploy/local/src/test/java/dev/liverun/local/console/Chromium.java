package dev.liverun.local.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The browser that {@code ./liverun test} found or installed; otherwise one on the path. */
final class Chromium {

    private Chromium() {}

    static Path path() {
        var named = System.getProperty("liverun.browser", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The tests of the console need Chromium or Chrome: install it (for example the package chromium),"
                                + " or run them by ./liverun test."));
    }
}
