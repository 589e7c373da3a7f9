package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.expecting.Condition;
import dev.liverun.runner.workflow.expecting.Predicate;
import dev.liverun.runner.workflow.expecting.ResponseSchema;
import dev.liverun.runner.workflow.expecting.Severity;
import dev.liverun.runner.workflow.expecting.Subject;
import dev.liverun.runner.workflow.expecting.TextPattern;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what is looked at and what is expected: captures, assertions, conditions. */
final class CheckReader {

    private static final int MAX = 100;

    private final Fields owner;
    private final Findings findings;

    CheckReader(Fields owner) {
        this.owner = owner;
        this.findings = owner.findings();
    }

    List<Assertion> assertions(String member) {
        List<Assertion> assertions = new ArrayList<>();
        for (YamlValue element : owner.elements(member, true, MAX)) {
            Fields fields = Fields.of(element, findings);
            String name = fields.text("name");
            Severity severity = severity(fields);
            if (fields.has("schema")) {
                ResponseSchema schema = schema(fields);
                fields.finish();
                if (schema != null) {
                    assertions.add(new Assertion(
                            name == null ? "the body conforms to its schema" : name,
                            new Subject.Document(),
                            new Predicate.Conforms(schema),
                            severity));
                }
                continue;
            }
            Subject subject = new SubjectReader(fields).read();
            List<Predicate> predicates = new PredicateReader(fields, subject).read();
            fields.finish();
            if (subject == null) {
                continue;
            }
            if (predicates.isEmpty()) {
                findings.add(fields.place(), "expected at least one of " + PredicateReader.KEYWORDS);
            }
            for (Predicate predicate : predicates) {
                assertions.add(
                        new Assertion(name == null ? label(subject, predicate) : name, subject, predicate, severity));
            }
        }
        return assertions;
    }

    private Severity severity(Fields fields) {
        String severity = fields.text("severity");
        if (severity == null) {
            return Severity.ERROR;
        }
        for (Severity known : Severity.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(severity)) {
                return known;
            }
        }
        findings.add(fields.placeOf("severity"), "expected warning, error or critical");
        return Severity.ERROR;
    }

    private @Nullable ResponseSchema schema(Fields fields) {
        YamlValue value = fields.required("schema");
        return value == null ? null : fields.make(value.place(), () -> ResponseSchema.compile(Plain.of(value)));
    }

    private static String label(Subject subject, Predicate predicate) {
        String keyword = predicate.keyword().replace('_', ' ');
        if (predicate instanceof Predicate.Exists exists) {
            keyword = exists.expected() ? "exists" : "does not exist";
        } else if (predicate instanceof Predicate.Empty empty) {
            keyword = empty.expected() ? "is empty" : "is not empty";
        }
        return subject.label() + " " + keyword;
    }

    List<Capture> captures() {
        List<Capture> captures = new ArrayList<>();
        owner.members("capture").forEach((name, member) -> {
            checkName(name, member.key());
            Fields fields = Fields.of(member.value(), findings);
            Subject subject = new SubjectReader(fields).read();
            TextPattern pattern = fields.parsed("matches", TextPattern::compile);
            boolean secret = fields.flag("secret", false);
            fields.finish();
            if (subject != null) {
                captures.add(new Capture(name, subject, pattern, secret));
            }
        });
        return captures;
    }

    /** Of a variable that a step makes. */
    void checkName(String name, YamlValue.Place place) {
        if (!WorkflowReader.VARIABLE.matcher(name).matches()) {
            findings.add(place, "expected a name of a–z, 0–9 and '_', such as user_id");
        } else if (References.RESERVED.contains(name)) {
            findings.add(place, "'" + name + "' is a name of Liverun's own; choose another");
        }
    }

    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        for (YamlValue element : owner.elements("when", true, MAX)) {
            Fields fields = Fields.of(element, findings);
            fields.required("value");
            ValueTemplate value = fields.value("value");
            List<Predicate> predicates = new PredicateReader(fields, null).read();
            fields.finish();
            if (predicates.isEmpty()) {
                findings.add(fields.place(), "expected at least one of " + PredicateReader.KEYWORDS);
            }
            for (Predicate predicate : predicates) {
                if (value != null) {
                    conditions.add(new Condition(value, predicate));
                }
            }
        }
        return conditions;
    }
}
