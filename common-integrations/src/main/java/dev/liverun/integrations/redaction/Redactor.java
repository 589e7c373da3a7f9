package dev.liverun.integrations.redaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks secrets in what is recorded of a call. Use it before anything of a request or an answer is stored, logged, shown or
 * published. Safe for use by several threads.
 */
public final class Redactor {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(JSON))
            .mappingProvider(new JacksonMappingProvider(JSON))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private static final String LEFT_OUT = "[left out: not JSON to its end, so that no path can be masked in it]";

    private static final String XML_LEFT_OUT = "[left out: not XML to its end, so that no path can be masked in it]";

    private final KnownSecrets known;
    private final RedactionRules rules;
    private final SensitiveNames headerNames;
    private final SensitiveNames fieldNames;
    private final PairScanner pairs;
    private final JsonMasker json;
    private final List<JsonPath> paths;
    private final XmlMasker xml;

    /** The usual: well-known names and known values. */
    public Redactor(KnownSecrets known) {
        this(known, RedactionRules.NONE);
    }

    public Redactor(KnownSecrets known, RedactionRules rules) {
        this.known = known;
        this.rules = rules;
        this.headerNames = new SensitiveNames(rules.headers());
        this.fieldNames = new SensitiveNames(rules.fields());
        this.pairs = new PairScanner(fieldNames);
        this.json = new JsonMasker(fieldNames, known);
        this.xml = new XmlMasker(fieldNames, rules.xpaths());
        this.paths = rules.paths().stream().map(JsonPath::compile).toList();
    }

    /** This redactor with further rules, e.g. a workflow's own. */
    public Redactor with(RedactionRules further) {
        return new Redactor(
                known,
                new RedactionRules(
                        union(rules.headers().stream(), further.headers().stream()),
                        union(rules.fields().stream(), further.fields().stream()),
                        Stream.concat(rules.paths().stream(), further.paths().stream())
                                .toList(),
                        Stream.concat(rules.xpaths().stream(), further.xpaths().stream())
                                .toList()));
    }

    private static Set<String> union(Stream<String> one, Stream<String> other) {
        return Stream.concat(one, other).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the value of a field or parameter of this name is secret. */
    public boolean isSensitive(String name) {
        return fieldNames.contains(name);
    }

    /** Free text: a message, a body of no known format. */
    public String text(String text) {
        return known.mask(pairs.mask(text));
    }

    public Headers headers(Headers headers) {
        return new Headers(headers.fields().stream().map(this::header).toList());
    }

    private Headers.Field header(Headers.Field field) {
        String value = headerNames.contains(field.name())
                ? KnownSecrets.MASK
                : field.name().equalsIgnoreCase("Location") ? url(field.value()) : known.mask(field.value());
        return new Headers.Field(field.name(), value);
    }

    /** A URL, complete or not: user and password, sensitive query parameters, known values anywhere. */
    public String url(String url) {
        int query = url.indexOf('?');
        String base = query < 0 ? url : url.substring(0, query);
        int authority = base.indexOf("://");
        int at = authority < 0 ? -1 : base.lastIndexOf('@', endOfAuthority(base, authority + 3));
        String safe = at < 0 ? base : base.substring(0, authority + 3) + KnownSecrets.MASK + base.substring(at);
        return known.mask(query < 0 ? safe : safe + "?" + formFields(url.substring(query + 1)));
    }

    private static int endOfAuthority(String base, int from) {
        int slash = base.indexOf('/', from);
        return slash < 0 ? base.length() : slash;
    }

    /** {@code application/x-www-form-urlencoded} */
    public String form(String form) {
        return known.mask(formFields(form));
    }

    private String formFields(String form) {
        StringBuilder masked = new StringBuilder(form.length());
        for (String field : form.split("&", -1)) {
            int equals = field.indexOf('=');
            boolean secret = equals > 0 && fieldNames.contains(field.substring(0, equals));
            masked.append(masked.isEmpty() ? "" : "&")
                    .append(secret ? field.substring(0, equals + 1) + KnownSecrets.MASK : field);
        }
        return masked.toString();
    }

    /** A redacted copy. */
    public JsonNode json(JsonNode node) {
        if (!node.isContainerNode()) {
            String text = node.asText();
            String masked = known.mask(text);
            return masked.equals(text) ? node : TextNode.valueOf(masked);
        }
        try {
            JsonNode copy = paths.isEmpty() ? node : withPathsMasked(node.deepCopy());
            return JSON.readTree(json.mask(copy.toString()).orElseThrow());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A JSON tree does not read as JSON", impossible);
        }
    }

    /** JSON text; what is not JSON is treated as free text, what breaks off is masked as far as it goes. */
    public String jsonText(String text) {
        if (paths.isEmpty()) {
            return json.mask(text).orElseGet(() -> text(text));
        }
        try {
            JsonNode tree = JSON.readTree(text);
            return tree.isContainerNode()
                    ? json.mask(withPathsMasked(tree).toString()).orElseThrow()
                    : text(text);
        } catch (JsonProcessingException notJson) {
            return json.mask(text).isPresent() ? LEFT_OUT : text(text);
        }
    }

    /** XML text. */
    public String xmlText(String text) {
        return xml.mask(text).map(known::mask).orElse(XML_LEFT_OUT);
    }

    private JsonNode withPathsMasked(JsonNode tree) {
        TextNode mask = TextNode.valueOf(KnownSecrets.MASK);
        for (JsonPath path : paths) {
            path.set(tree, mask, PATHS);
        }
        return tree;
    }

    /**
     * A message's body as text, by its content type; empty when it is no text.
     *
     * @see #bytes(byte[])
     */
    public Optional<String> body(Body body, Optional<String> contentType) {
        return body.validText().map(kept -> {
            String text = body.truncated() ? known.maskCutOff(kept) : kept;
            String type = contentType.orElse("").toLowerCase(Locale.ROOT);
            if (type.startsWith("application/x-www-form-urlencoded")) {
                return form(text);
            }
            String start = text.stripLeading();
            boolean looksLikeJson = start.startsWith("{") || start.startsWith("[");
            if (type.contains("json") || looksLikeJson) {
                return jsonText(text);
            }
            return type.contains("xml") || start.startsWith("<?xml") ? xmlText(text) : text(text);
        });
    }

    /** Bytes that are no text, with known values overwritten. */
    public byte[] bytes(byte[] bytes) {
        return known.mask(bytes);
    }
}
