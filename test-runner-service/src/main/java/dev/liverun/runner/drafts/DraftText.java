package dev.liverun.runner.drafts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.runner.workflow.template.Values;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads what is imported. */
final class DraftText {

    private DraftText() {}

    /** @throws IllegalArgumentException says for people what is wrong */
    static JsonNode json(String text) {
        try {
            return Values.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    "not JSON" + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()), e);
        }
    }

    static @Nullable JsonNode jsonOrNull(String text) {
        try {
            return Values.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** JSON, or YAML without tags. */
    static JsonNode jsonOrYaml(String text) {
        if (text.stripLeading().startsWith("{")) {
            return json(text);
        }
        var options = new LoaderOptions();
        options.setCodePointLimit(5_000_000);
        options.setNestingDepthLimit(100);
        options.setMaxAliasesForCollections(200);
        try {
            return Values.JSON.valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(text));
        } catch (YAMLException e) {
            throw new IllegalArgumentException("neither JSON nor YAML: " + e.getMessage(), e);
        }
    }
}
