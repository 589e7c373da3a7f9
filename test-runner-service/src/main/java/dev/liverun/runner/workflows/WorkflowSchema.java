package dev.liverun.runner.workflows;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published JSON Schema of workflow documents. */
@ApplicationScoped
class WorkflowSchema {

    private final String text = resource("/workflow.schema.json");

    String text() {
        return text;
    }

    static String resource(String path) {
        try (var stream = WorkflowSchema.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + path + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
