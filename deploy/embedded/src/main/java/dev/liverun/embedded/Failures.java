package dev.liverun.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a failed server left in its log into one plain sentence with the next step. */
final class Failures {
    private static final List<String> MARKS = List.of("FATAL", "PANIC", "ERROR", "error:", "Exception", "Error");

    private Failures() {}

    /** The text that has been added to a log file since it had {@code offset} bytes. */
    static String since(Path log, long offset) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = (int) Math.min(offset, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // no log is no explanation; the caller says so
        }
    }

    static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    static EmbeddedException explain(String what, Path dataDir, int port, String output, Path log) {
        if (output.contains("No space left on device") || output.contains("Disk quota exceeded")) {
            return new EmbeddedException(
                    "The disk that holds " + dataDir + " is full: free some space and start " + what + " again.");
        }
        if (output.contains("Address already in use")) {
            return new PortInUseException(what, port);
        }
        if (output.contains("Permission denied") || output.contains("AccessDenied")) {
            return new EmbeddedException(what + " may not read or write " + dataDir
                    + ": give this user the directory, or choose another one. Details are in " + log + ".");
        }
        String line = significantLine(output);
        return new EmbeddedException(
                what + " did not start" + (line == null ? "" : " (" + line + ")") + ": details are in " + log + ".");
    }

    private static @Nullable String significantLine(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines) {
            if (MARKS.stream().anyMatch(line::contains)) {
                return shorten(line);
            }
        }
        return lines.isEmpty() ? null : shorten(lines.get(lines.size() - 1));
    }

    private static String shorten(String line) {
        String stripped = line.strip();
        return stripped.length() > 300 ? stripped.substring(0, 300) + "…" : stripped;
    }

    static String reason(IOException e) {
        String message = e.getMessage();
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is not a directory";
        }
        if (e instanceof NoSuchFileException) {
            return "its parent directory is missing";
        }
        if (message != null && message.contains("No space left")) {
            return "the disk is full";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
