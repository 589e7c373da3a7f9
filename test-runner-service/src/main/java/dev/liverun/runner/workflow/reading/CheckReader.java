package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Assertion;
import dev.liverun.runner.workflow.Capture;
import dev.liverun.runner.workflow.Condition;
import dev.liverun.runner.workflow.JsonPathExpression;
import dev.liverun.runner.workflow.Predicate;
import dev.liverun.runner.workflow.Subject;
import dev.liverun.runner.workflow.TextPattern;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is looked at and what is expected: captures, assertions, conditions. */
final class CheckReader {

    private static final int MAX = 100;
    private static final String SUBJECTS = "status, header, body, jsonpath, duration";
    private static final String PREDICATES = "equals, contains, matches, exists, less_than, greater_than, count";

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
            Subject subject = subject(fields);
            List<Predicate> predicates = predicates(fields, subject);
            fields.finish();
            if (subject == null) {
                continue;
            }
            if (predicates.isEmpty()) {
                findings.add(fields.place(), "expected at least one of " + PREDICATES);
            }
            for (Predicate predicate : predicates) {
                assertions.add(new Assertion(name == null ? label(subject, predicate) : name, subject, predicate));
            }
        }
        return assertions;
    }

    private static String label(Subject subject, Predicate predicate) {
        String keyword = predicate.keyword().replace('_', ' ');
        if (predicate instanceof Predicate.Exists exists) {
            keyword = exists.expected() ? "exists" : "does not exist";
        }
        return subject.label() + " " + keyword;
    }

    List<Capture> captures() {
        List<Capture> captures = new ArrayList<>();
        owner.members("capture").forEach((name, member) -> {
            if (!WorkflowReader.VARIABLE.matcher(name).matches()) {
                findings.add(member.key(), "expected a name of a–z, 0–9 and '_', such as user_id");
            } else if (References.RESERVED.contains(name)) {
                findings.add(member.key(), "'" + name + "' is a name of Liverun's own; choose another");
            }
            Fields fields = Fields.of(member.value(), findings);
            Subject subject = subject(fields);
            TextPattern pattern = fields.parsed("matches", TextPattern::compile);
            boolean secret = fields.flag("secret", false);
            fields.finish();
            if (subject != null) {
                captures.add(new Capture(name, subject, pattern, secret));
            }
        });
        return captures;
    }

    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        for (YamlValue element : owner.elements("when", true, MAX)) {
            Fields fields = Fields.of(element, findings);
            fields.required("value");
            ValueTemplate value = fields.value("value");
            List<Predicate> predicates = predicates(fields, null);
            fields.finish();
            if (predicates.isEmpty()) {
                findings.add(fields.place(), "expected at least one of " + PREDICATES);
            }
            for (Predicate predicate : predicates) {
                if (value != null) {
                    conditions.add(new Condition(value, predicate));
                }
            }
        }
        return conditions;
    }

    private @Nullable Subject subject(Fields fields) {
        List<Subject> found = new ArrayList<>();
        boolean any = false;
        for (String keyword : List.of("status", "header", "body", "jsonpath", "duration")) {
            if (fields.has(keyword)) {
                any = true;
                Subject subject = subject(fields, keyword);
                if (subject != null) {
                    found.add(subject);
                }
            }
        }
        if (!any) {
            findings.add(fields.place(), "expected one of " + SUBJECTS);
        } else if (found.size() > 1) {
            findings.add(fields.place(), "expected only one of " + SUBJECTS);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private @Nullable Subject subject(Fields fields, String keyword) {
        switch (keyword) {
            case "status":
                return new Subject.Status();
            case "body":
                return new Subject.Body();
            case "duration":
                return new Subject.Latency();
            case "header":
                String header = fields.requiredText("header");
                return header == null ? null : new Subject.Header(header);
            default:
                JsonPathExpression path = fields.parsed("jsonpath", JsonPathExpression::compile);
                return path == null ? null : new Subject.Json(path);
        }
    }

    private List<Predicate> predicates(Fields fields, @Nullable Subject subject) {
        List<Predicate> predicates = new ArrayList<>();
        add(predicates, shorthand(fields, subject), Predicate.Equals::new);
        add(predicates, value(fields, "equals", subject), Predicate.Equals::new);
        add(predicates, value(fields, "contains", null), Predicate.Contains::new);
        add(predicates, fields.parsed("matches", TextPattern::compile), Predicate.Matches::new);
        if (fields.has("exists")) {
            predicates.add(new Predicate.Exists(fields.flag("exists", true)));
        }
        add(predicates, value(fields, "less_than", subject), Predicate.LessThan::new);
        add(predicates, value(fields, "greater_than", subject), Predicate.GreaterThan::new);
        add(predicates, value(fields, "count", null), Predicate.Count::new);
        return predicates;
    }

    private static <T> void add(List<Predicate> predicates, @Nullable T operand, Function<T, Predicate> making) {
        if (operand != null) {
            predicates.add(making.apply(operand));
        }
    }

    /** {@code status: 200} and {@code body: pong} say subject and expected value at once. */
    private static @Nullable ValueTemplate shorthand(Fields fields, @Nullable Subject subject) {
        if (subject instanceof Subject.Status || subject instanceof Subject.Body) {
            String keyword = subject.label().toLowerCase(Locale.ROOT);
            YamlValue value = fields.optional(keyword);
            if (value != null && !(value instanceof Scalar scalar && scalar.value() == null)) {
                return fields.valueOf(value);
            }
        }
        return null;
    }

    private @Nullable ValueTemplate value(Fields fields, String keyword, @Nullable Subject subject) {
        if (subject instanceof Subject.Latency && fields.optional(keyword) instanceof Scalar scalar) {
            Duration duration = Fields.durationOf(scalar.text());
            if (duration == null) {
                findings.add(scalar.place(), "expected a duration such as 500ms or 2s");
                return null;
            }
            return new ValueTemplate.Constant(duration.toMillis());
        }
        ValueTemplate value = fields.value(keyword);
        if (value != null && keyword.endsWith("_than")) {
            checkNumber(fields, keyword, value);
        }
        return value;
    }

    private void checkNumber(Fields fields, String keyword, ValueTemplate value) {
        boolean number = value instanceof ValueTemplate.Constant constant && constant.value() instanceof Number;
        boolean later = value instanceof ValueTemplate.Text text && !isConstant(text.template());
        boolean numeric = value instanceof ValueTemplate.Text text
                && text.template().source().matches("-?[0-9.]{1,100}");
        if (!number && !later && !numeric) {
            findings.add(fields.placeOf(keyword), "expected a number");
        }
    }

    private static boolean isConstant(Template template) {
        return template.constant();
    }
}
