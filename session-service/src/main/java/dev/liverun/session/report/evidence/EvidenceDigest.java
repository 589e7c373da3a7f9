package dev.liverun.session.report.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.liverun.session.results.SessionResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 over evidence: its JSON in UTF-8 with sorted keys and without spaces, made as the results come by. Anybody who has
 * a report as JSON can check it: {@code jq -cjS .evidence report.json | sha256sum}.
 *
 * <p>Not for several threads at a time.
 */
final class EvidenceDigest {

    private static final String TESTS = "tests";
    private static final ObjectMapper CANONICAL =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final MessageDigest digest = sha256();
    private final ObjectMapper api;
    private final TreeMap<String, Object> head;
    private String separator = "";

    /** @param head all but the results */
    EvidenceDigest(ObjectMapper api, Evidence head) {
        this.api = api;
        this.head = new TreeMap<>(asMap(api.valueToTree(head)));
        add("{");
        this.head.headMap(TESTS).forEach(this::member);
        add(separator + "\"" + TESTS + "\":[");
        separator = "";
    }

    void add(SessionResult result) {
        add(separator + canonical(asMap(api.valueToTree(result))));
        separator = ",";
    }

    /** In hexadecimal; the end. */
    String hex() {
        add("]");
        separator = ",";
        head.tailMap(TESTS, false).forEach(this::member);
        add("}");
        return HexFormat.of().formatHex(digest.digest());
    }

    private void member(String name, Object value) {
        add(separator + "\"" + name + "\":" + canonical(value));
        separator = ",";
    }

    private void add(String json) {
        digest.update(json.getBytes(StandardCharsets.UTF_8));
    }

    /** As maps, because only those are sorted. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(JsonNode tree) {
        try {
            return CANONICAL.treeToValue(tree, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String canonical(Object value) {
        try {
            return CANONICAL.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
