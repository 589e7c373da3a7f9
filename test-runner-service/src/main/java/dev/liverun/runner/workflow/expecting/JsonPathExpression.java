package dev.liverun.runner.workflow.expecting;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath, compiled when the workflow is read. It is a literal of the document and nothing is ever put into it, so no
 * answer and no test data can change what it looks for. Costly forms are refused: it runs on others' data.
 */
public final class JsonPathExpression {

    private static final int MAX_LENGTH = 500;
    private static final int MAX_DEEP_SCANS = 1;
    private static final Pattern DEEP_SCAN = Pattern.compile("\\.\\.");
    /** A filter by regular expression would run unbounded; a function like concat() is not JSONPath. */
    private static final Pattern REFUSED = Pattern.compile("=~|\\(\\s*\\$");

    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider(new JsonMapper()))
            .mappingProvider(new JacksonMappingProvider(new JsonMapper()))
            .build();

    private final String source;
    private final JsonPath path;

    private JsonPathExpression(String source, JsonPath path) {
        this.source = source;
        this.path = path;
    }

    /** @throws IllegalArgumentException says for people what is wrong with it */
    public static JsonPathExpression compile(String source) {
        if (!source.startsWith("$")) {
            throw new IllegalArgumentException("a JSONPath starts with $");
        }
        if (source.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a JSONPath has at most " + MAX_LENGTH + " characters");
        }
        if (source.contains("${")) {
            throw new IllegalArgumentException("a JSONPath is fixed: no ${…} in it; compare with equals instead");
        }
        if (DEEP_SCAN.matcher(source).results().count() > MAX_DEEP_SCANS) {
            throw new IllegalArgumentException("a JSONPath has '..' at most once");
        }
        if (REFUSED.matcher(source).find()) {
            throw new IllegalArgumentException("=~ and functions with paths as arguments are not supported here");
        }
        try {
            return new JsonPathExpression(source, JsonPath.compile(source));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a JSONPath: " + e.getMessage(), e);
        }
    }

    /**
     * @param document as Jackson reads JSON into maps and lists
     * @return the value found, which may be null; for a path that can find several, the list of them
     * @throws NothingFound if a path that finds one value finds none
     */
    public @Nullable Object find(@Nullable Object document) throws NothingFound {
        if (document == null) {
            if (source.equals("$")) {
                return null;
            }
            throw new NothingFound();
        }
        try {
            return path.read(document, CONFIGURATION);
        } catch (PathNotFoundException e) {
            throw new NothingFound();
        } catch (JsonPathException | ClassCastException | IllegalArgumentException e) {
            // The library reports a filter or function on a value of the wrong type in several ways.
            throw new NothingFound();
        }
    }

    /** Whether it can find several values. */
    public boolean indefinite() {
        return !path.isDefinite();
    }

    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }

    /** There is nothing at that path. */
    public static final class NothingFound extends Exception {
        private static final long serialVersionUID = 1L;

        NothingFound() {
            super(null, null, false, false);
        }
    }
}
