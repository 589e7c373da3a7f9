package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.expecting.Predicate;
import dev.liverun.runner.workflow.expecting.Predicate.JsonType;
import dev.liverun.runner.workflow.expecting.Predicate.Relation;
import dev.liverun.runner.workflow.expecting.Subject;
import dev.liverun.runner.workflow.expecting.TextPattern;
import dev.liverun.runner.workflow.reading.YamlValue.Elements;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a value is compared with. */
final class PredicateReader {

    static final String KEYWORDS = "equals, one_of, contains, starts_with, ends_with, matches, exists, empty, type,"
            + " less_than, at_most, at_least, greater_than, between, count, not";

    private final Fields fields;
    private final Findings findings;
    private final @Nullable Subject subject;

    PredicateReader(Fields fields, @Nullable Subject subject) {
        this.fields = fields;
        this.findings = fields.findings();
        this.subject = subject;
    }

    List<Predicate> read() {
        List<Predicate> predicates = new ArrayList<>();
        add(predicates, shorthand(), Predicate.Equals::new);
        add(predicates, operand("equals"), Predicate.Equals::new);
        add(predicates, list("one_of", 1, 100), Predicate.OneOf::new);
        add(predicates, fields.value("contains"), Predicate.Contains::new);
        add(predicates, fields.value("starts_with"), Predicate.StartsWith::new);
        add(predicates, fields.value("ends_with"), Predicate.EndsWith::new);
        add(predicates, fields.parsed("matches", TextPattern::compile), Predicate.Matches::new);
        if (fields.has("exists")) {
            predicates.add(new Predicate.Exists(fields.flag("exists", true)));
        }
        if (fields.has("empty")) {
            predicates.add(new Predicate.Empty(fields.flag("empty", true)));
        }
        add(predicates, fields.parsed("type", PredicateReader::type), Predicate.Type::new);
        for (Relation relation : Relation.values()) {
            add(predicates, bound(relation.keyword()), value -> new Predicate.Compare(relation, value));
        }
        add(predicates, list("between", 2, 2), Predicate.Between::new);
        add(predicates, fields.value("count"), Predicate.Count::new);
        predicates.addAll(negated());
        return predicates;
    }

    private List<Predicate> negated() {
        YamlValue value = fields.optional("not");
        if (value == null) {
            return List.of();
        }
        Fields not = Fields.of(value, findings);
        List<Predicate> negated = new PredicateReader(not, subject instanceof Subject.Latency ? subject : null)
                .read().stream().<Predicate>map(Predicate.Not::new).toList();
        not.finish();
        if (negated.isEmpty()) {
            findings.add(not.place(), "expected at least one of " + KEYWORDS);
        }
        return negated;
    }

    private static <T> void add(List<Predicate> predicates, @Nullable T operand, Function<T, Predicate> making) {
        if (operand != null) {
            predicates.add(making.apply(operand));
        }
    }

    /** {@code status: 200}, {@code body: pong} and {@code size: 0} say subject and expected value at once. */
    private @Nullable ValueTemplate shorthand() {
        if (subject instanceof Subject.Status || subject instanceof Subject.Body || subject instanceof Subject.Size) {
            YamlValue value = fields.optional(subject.label());
            if (value != null && !(value instanceof Scalar scalar && scalar.value() == null)) {
                return fields.valueOf(value);
            }
        }
        return null;
    }

    private @Nullable ValueTemplate operand(String keyword) {
        YamlValue value = fields.optional(keyword);
        return value == null ? null : operand(value);
    }

    /** A duration is compared in milliseconds. */
    private @Nullable ValueTemplate operand(YamlValue value) {
        if (!(subject instanceof Subject.Latency)) {
            return fields.valueOf(value);
        }
        Duration duration = value instanceof Scalar scalar ? Fields.durationOf(scalar.text()) : null;
        if (duration == null) {
            findings.add(value.place(), "expected a duration such as 500ms or 2s");
            return null;
        }
        return new ValueTemplate.Constant(duration.toMillis());
    }

    private @Nullable ValueTemplate bound(String keyword) {
        ValueTemplate value = operand(keyword);
        if (value != null) {
            checkNumber(fields.placeOf(keyword), value);
        }
        return value;
    }

    private @Nullable ValueTemplate list(String keyword, int least, int most) {
        YamlValue value = fields.optional(keyword);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Elements list)
                || list.elements().size() < least
                || list.elements().size() > most) {
            findings.add(
                    value.place(),
                    least == most
                            ? "expected a list of " + least + " elements"
                            : "expected a list of " + least + " to " + most + " elements");
            return null;
        }
        List<ValueTemplate> elements = new ArrayList<>();
        for (YamlValue element : list.elements()) {
            ValueTemplate operand = operand(element);
            if (operand != null) {
                elements.add(operand);
                if (keyword.equals("between")) {
                    checkNumber(element.place(), operand);
                }
            }
        }
        return new ValueTemplate.Elements(elements);
    }

    private void checkNumber(YamlValue.Place place, ValueTemplate value) {
        boolean number = value instanceof ValueTemplate.Constant constant && constant.value() instanceof Number;
        boolean later =
                value instanceof ValueTemplate.Text text && !text.template().constant();
        boolean numeric = value instanceof ValueTemplate.Text text
                && text.template().source().matches("-?[0-9.]{1,100}");
        if (!number && !later && !numeric) {
            findings.add(place, "expected a number");
        }
    }

    private static JsonType type(String text) {
        if (!JsonType.NAMES.contains(text)) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", JsonType.NAMES));
        }
        return JsonType.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
