package dev.liverun.feedback.attachments;

import dev.liverun.api.problem.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.apache.tika.Tika;

/** Decides what a file is by its bytes alone: its name and what the uploader says of it prove nothing. */
@ApplicationScoped
class ContentTypes {

    private final Tika tika = new Tika();
    private final AttachmentsConfig config;

    ContentTypes(AttachmentsConfig config) {
        this.config = config;
    }

    /** Blocks while it reads the beginning of the file. Fails with {@link Invalid} for what may not be attached. */
    String of(Path file) {
        try (var content = Files.newInputStream(file)) {
            var found = json(file, tika.detect(content));
            if (!config.contentTypes().contains(found)) {
                throw new Invalid(
                        "file",
                        "is " + found + "; allowed are " + String.join(", ", new TreeSet<>(config.contentTypes())));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To its bytes JSON is text. */
    private static String json(Path file, String found) throws IOException {
        if (!found.equals("text/plain")) {
            return found;
        }
        try (var text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int first = text.read();
            while (first != -1 && Character.isWhitespace(first)) {
                first = text.read();
            }
            return first == '{' || first == '[' ? "application/json" : found;
        } catch (CharacterCodingException e) {
            return found;
        }
    }
}
