package dev.liverun.runner.workflow.reading;

/**
 * Something wrong in a document.
 *
 * @param line from 1
 * @param column from 1
 * @param path where in the structure, e.g. {@code steps[2].request.url}; empty for the document itself
 * @param message what was expected, for people
 */
public record Finding(int line, int column, String path, String message) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
