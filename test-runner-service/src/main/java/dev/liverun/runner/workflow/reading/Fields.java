package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.reading.YamlValue.Elements;
import dev.liverun.runner.workflow.reading.YamlValue.Member;
import dev.liverun.runner.workflow.reading.YamlValue.Members;
import dev.liverun.runner.workflow.reading.YamlValue.Place;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of one mapping. What is asked for is known; {@link #finish} reports the rest. A member that is missing or
 * wrong is reported, and read as null: what is made of it is never used.
 */
final class Fields {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private final Members mapping;
    private final Findings findings;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Members mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    /** The members of a mapping; of anything else none, and that is reported. */
    static Fields of(YamlValue value, Findings findings) {
        if (value instanceof Members members) {
            return new Fields(members, findings);
        }
        findings.add(value.place(), "expected a mapping, found " + value.kind());
        return new Fields(new Members(value.place(), Map.of()), new Findings());
    }

    Place place() {
        return mapping.place();
    }

    Findings findings() {
        return findings;
    }

    boolean has(String name) {
        known.add(name);
        return mapping.members().containsKey(name);
    }

    Place placeOf(String name) {
        Member member = mapping.members().get(name);
        return member == null ? mapping.place() : member.value().place();
    }

    @Nullable
    YamlValue optional(String name) {
        known.add(name);
        Member member = mapping.members().get(name);
        return member == null ? null : member.value();
    }

    @Nullable
    YamlValue required(String name) {
        YamlValue value = optional(name);
        if (value == null) {
            findings.add(mapping.place(), "'" + name + "' is missing");
        }
        return value;
    }

    @Nullable
    String text(String name) {
        return textOf(optional(name));
    }

    @Nullable
    String requiredText(String name) {
        return textOf(required(name));
    }

    private @Nullable String textOf(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Scalar scalar && scalar.value() != null) {
            return scalar.text();
        }
        findings.add(value.place(), "expected text, found " + value.kind());
        return null;
    }

    boolean flag(String name, boolean otherwise) {
        YamlValue value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Scalar scalar && scalar.value() instanceof Boolean flag) {
            return flag;
        }
        findings.add(value.place(), "expected true or false, found " + value.kind());
        return otherwise;
    }

    int integer(String name, int least, int most, int otherwise) {
        YamlValue value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Scalar scalar
                && scalar.value() instanceof Number
                && scalar.text().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        findings.add(value.place(), "expected a whole number from " + least + " to " + most);
        return otherwise;
    }

    Duration duration(String name, Duration least, Duration most, Duration otherwise) {
        YamlValue value = optional(name);
        if (value == null) {
            return otherwise;
        }
        Duration duration = value instanceof Scalar scalar ? durationOf(scalar.text()) : null;
        if (duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            findings.add(
                    value.place(),
                    "expected a duration such as 500ms, 2s or 5m, from " + show(least) + " to " + show(most));
            return otherwise;
        }
        return duration;
    }

    static @Nullable Duration durationOf(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static String show(Duration duration) {
        long millis = duration.toMillis();
        return millis % 60_000 == 0 && millis > 0
                ? millis / 60_000 + "m"
                : millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** Something made of text that says itself what is wrong with it. */
    <T> @Nullable T parsed(String name, Function<String, T> parser) {
        YamlValue value = optional(name);
        String text = textOf(value);
        return text == null || value == null ? null : parse(value.place(), text, parser);
    }

    <T> @Nullable T parse(Place place, String text, Function<String, T> parser) {
        return make(place, () -> parser.apply(text));
    }

    /** What making it says is wrong becomes a finding. */
    <T> @Nullable T make(Place place, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            findings.add(place, String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Nullable
    Template template(String name) {
        return parsed(name, Template::parse);
    }

    @Nullable
    ValueTemplate value(String name) {
        YamlValue value = optional(name);
        return value == null ? null : valueOf(value);
    }

    ValueTemplate valueOf(YamlValue value) {
        if (value instanceof Scalar scalar) {
            if (!(scalar.value() instanceof String text)) {
                return new ValueTemplate.Constant(scalar.value());
            }
            Template template = parse(scalar.place(), text, Template::parse);
            return template == null ? new ValueTemplate.Constant(null) : new ValueTemplate.Text(template);
        }
        if (value instanceof Elements list) {
            return new ValueTemplate.Elements(
                    list.elements().stream().map(this::valueOf).toList());
        }
        Map<String, ValueTemplate> members = new LinkedHashMap<>();
        ((Members) value).members().forEach((name, member) -> members.put(name, valueOf(member.value())));
        return new ValueTemplate.Members(members);
    }

    Map<String, ValueTemplate> values(String name) {
        Map<String, ValueTemplate> values = new LinkedHashMap<>();
        members(name).forEach((key, member) -> values.put(key, valueOf(member.value())));
        return values;
    }

    Map<String, Member> members(String name) {
        YamlValue value = optional(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Members members) {
            return members.members();
        }
        findings.add(value.place(), "expected a mapping, found " + value.kind());
        return Map.of();
    }

    /** A list; a single mapping counts as a list of one where {@code single} allows it. */
    List<YamlValue> elements(String name, boolean single, int most) {
        YamlValue value = optional(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Elements list) {
            if (list.elements().size() > most) {
                findings.add(value.place(), "at most " + most + " are possible here");
            }
            return list.elements();
        }
        if (single && value instanceof Members) {
            return List.of(value);
        }
        findings.add(value.place(), "expected a list, found " + value.kind());
        return List.of();
    }

    /** Reports every member that nobody asked for. */
    void finish() {
        List<String> expected = new ArrayList<>(known);
        mapping.members().forEach((name, member) -> {
            if (!known.contains(name)) {
                findings.add(
                        member.key(), "'" + name + "' is unknown here; expected one of " + String.join(", ", expected));
            }
        });
    }
}
