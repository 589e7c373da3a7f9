package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a question to a person. */
final class AskReader {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final int MAX_CHOICES = 20;

    private final Fields fields;

    AskReader(Fields fields) {
        this.fields = fields;
    }

    Action.@Nullable Ask read() {
        Template who = fields.template("who");
        fields.required("question");
        Template question = fields.template("question");
        List<String> choices = choices();
        Duration within = fields.duration("within", SHORTEST, LONGEST, USUAL);
        ValueTemplate expected = fields.value("expect");
        fields.finish();
        return question == null ? null : new Action.Ask(who, question, choices, within, expected);
    }

    private List<String> choices() {
        List<String> choices = new ArrayList<>();
        for (YamlValue element : fields.elements("choices", false, MAX_CHOICES)) {
            if (element instanceof Scalar scalar && !scalar.text().isBlank()) {
                choices.add(scalar.text());
            } else {
                fields.findings().add(element.place(), "expected text, found " + element.kind());
            }
        }
        return choices;
    }
}
