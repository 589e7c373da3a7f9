package dev.liverun.integrations.redaction;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Set;

/**
 * What is secret in addition to the usual.
 *
 * @param headers names of headers
 * @param fields names of JSON fields, form fields and query parameters, at any depth
 * @param paths JSONPath expressions (Goessner's, as json-path reads them) into JSON bodies
 * @param xpaths XPath 1.0 expressions into XML bodies; the default namespace is called {@code ns}
 */
public record RedactionRules(Set<String> headers, Set<String> fields, List<String> paths, List<String> xpaths) {

    public static final RedactionRules NONE = new RedactionRules(Set.of(), Set.of(), List.of());

    public RedactionRules(Set<String> headers, Set<String> fields, List<String> paths) {
        this(headers, fields, paths, List.of());
    }

    /** @throws IllegalArgumentException when a path cannot be understood */
    public RedactionRules {
        xpaths = List.copyOf(xpaths);
        xpaths.forEach(XmlMasker::check);
        headers = Set.copyOf(headers);
        fields = Set.copyOf(fields);
        paths = List.copyOf(paths);
        for (String path : paths) {
            try {
                JsonPath.compile(path);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("Not a JSONPath expression: " + path, e);
            }
        }
    }
}
