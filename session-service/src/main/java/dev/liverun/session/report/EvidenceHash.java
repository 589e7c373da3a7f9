package dev.liverun.session.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * SHA-256 over evidence: its JSON in UTF-8 with sorted keys and without spaces. Anybody who has a report as JSON can
 * check it: {@code jq -cjS .evidence report.json | sha256sum}.
 */
@ApplicationScoped
class EvidenceHash {

    private final ObjectMapper api;
    private final ObjectMapper canonical;

    EvidenceHash(ObjectMapper api) {
        this.api = api;
        this.canonical = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /** In hexadecimal. */
    String of(Evidence evidence) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(canonical(evidence).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String canonical(Evidence evidence) {
        try {
            JsonNode tree = api.valueToTree(evidence);
            // As maps, because only those are sorted.
            return canonical.writeValueAsString(canonical.treeToValue(tree, Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is always JSON", e);
        }
    }
}
