package dev.liverun.runner.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.Redactor;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.workflow.template.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps assertions: every one by name and outcome, its values as far as they are of a sane size. */
final class AssertionRecorder {

    private static final int MAX_VALUE = 2000;
    private static final int MAX_VALUES = 256 * 1024;
    private static final int MAX_EVENT_VALUE = 200;
    private static final int MAX_EVENT_ASSERTIONS = 300;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\[\\]'\"$]+");

    private final Redactor redactor;
    private final List<JsonNode> all = new ArrayList<>();
    private final List<AssertionOutcome> outcomes = new ArrayList<>();
    private int left = MAX_VALUES;

    AssertionRecorder(Redactor redactor) {
        this.redactor = redactor;
    }

    void add(AssertionResult assertion) {
        boolean sensitive = sensitive(assertion.subject());
        Object expected = value(assertion.expected(), sensitive);
        Object actual = value(assertion.actual(), sensitive);
        String name = assertion.step() + ": " + assertion.name();
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        kept.put("name", name);
        kept.put("expected", expected);
        kept.put("actual", actual);
        kept.put("passed", assertion.passed());
        kept.put("step", assertion.step());
        kept.put("subject", assertion.subject());
        kept.put("path", assertion.path());
        kept.put("severity", assertion.severity().name().toLowerCase(Locale.ROOT));
        if (assertion.mismatch() != null) {
            kept.put("mismatch", assertion.mismatch().name().toLowerCase(Locale.ROOT));
        }
        all.add(StoredJson.treeOf(kept));
        if (outcomes.size() < MAX_EVENT_ASSERTIONS) {
            outcomes.add(new AssertionOutcome(
                    name, cut(expected, MAX_EVENT_VALUE), cut(actual, MAX_EVENT_VALUE), assertion.passed()));
        }
    }

    /** {@code jsonpath $.access_token} looks at something whose name says that it is secret. */
    private boolean sensitive(String subject) {
        return SEPARATORS.splitAsStream(subject).anyMatch(redactor::isSensitive);
    }

    private @Nullable Object value(@Nullable Object value, boolean sensitive) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (sensitive) {
            return KnownSecrets.MASK;
        }
        Object shown = shortened(value);
        JsonNode redacted = redactor.json(StoredJson.treeOf(shown));
        String json = redacted.isNumber() ? redacted.asText() : redacted.toString();
        left -= json.length();
        if (left < 0) {
            return "[left out: the values of this result's assertions are larger than what is kept together]";
        }
        return redacted.isNumber() && shown instanceof Number
                ? shown
                : StoredJson.read(StorableJson.withoutNul(json), Object.class);
    }

    static @Nullable Object shortened(@Nullable Object value) {
        return cut(value, MAX_VALUE);
    }

    private static @Nullable Object cut(@Nullable Object value, int most) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        String text = value instanceof String plain ? plain : Values.json(value);
        return text.length() <= most ? value : text.substring(0, most) + "… (" + text.length() + " characters)";
    }

    List<JsonNode> all() {
        return all;
    }

    List<AssertionOutcome> outcomes() {
        return outcomes;
    }
}
