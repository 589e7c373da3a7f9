package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Assertion;
import dev.liverun.runner.workflow.Money;
import dev.liverun.runner.workflow.Repeat;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one step. */
final class StepReader {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration MIN_PAUSE = Duration.ofMillis(10);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final Duration MAX_POLL = Duration.ofMinutes(30);
    private static final int MAX_NAME = 200;

    private final Fields fields;
    private final Findings findings;
    private final CheckReader checks;

    StepReader(Fields fields) {
        this.fields = fields;
        this.findings = fields.findings();
        this.checks = new CheckReader(fields);
    }

    /** Null only where findings say why. */
    @Nullable
    Step read(int index) {
        String name = fields.requiredText("name");
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            findings.add(fields.placeOf("name"), "expected 1 to " + MAX_NAME + " characters");
        }
        StepKind declared = kind();
        var when = checks.conditions();
        Money money = money();
        Template key = fields.template("key");
        RequestTemplate request = requestOf(fields);
        StepKind kind = declared != null ? declared : kindOf(request);
        var captures = checks.captures();
        var assertions = checks.assertions("assert");
        Repeat repeat = repeat(kind);
        RequestTemplate undo = undo(kind);
        fields.finish();
        checkSafety(kind, money, key);
        return name == null || request == null
                ? null
                : new Step(index, name, kind, when, money, key, request, captures, assertions, repeat, undo);
    }

    private @Nullable StepKind kind() {
        String kind = fields.text("kind");
        if (kind == null) {
            return null;
        }
        switch (kind) {
            case "read":
                return StepKind.READ;
            case "write":
                return StepKind.WRITE;
            case "money":
                return StepKind.MONEY;
            default:
                findings.add(fields.placeOf("kind"), "expected read, write or money");
                return null;
        }
    }

    /** Only methods that are safe by definition (RFC 9110, section 9.2.1) need not say what they do. */
    private StepKind kindOf(@Nullable RequestTemplate request) {
        if (request != null && !SAFE_METHODS.contains(request.method()) && !fields.has("kind")) {
            findings.add(
                    fields.place(),
                    "'kind' is missing: say whether this " + request.method().toUpperCase(Locale.ROOT)
                            + " only reads, writes, or moves money");
        }
        return StepKind.READ;
    }

    private @Nullable Money money() {
        if (!fields.has("money")) {
            return null;
        }
        YamlValue value = fields.required("money");
        if (value == null) {
            return null;
        }
        Fields money = Fields.of(value, findings);
        money.required("amount");
        ValueTemplate amount = money.value("amount");
        String unit = money.requiredText("unit");
        money.finish();
        return amount == null || unit == null ? null : new Money(amount, unit);
    }

    private @Nullable RequestTemplate requestOf(Fields owner) {
        YamlValue value = owner.required("request");
        return value == null ? null : new RequestReader(Fields.of(value, findings)).read();
    }

    private @Nullable RequestTemplate undo(StepKind kind) {
        YamlValue value = fields.optional("undo");
        if (value == null) {
            return null;
        }
        if (!kind.changesSomething()) {
            findings.add(value.place(), "a step that only reads leaves nothing to undo");
        }
        Fields undo = Fields.of(value, findings);
        RequestTemplate request = requestOf(undo);
        undo.finish();
        return request;
    }

    private @Nullable Repeat repeat(StepKind kind) {
        YamlValue retry = fields.optional("retry");
        YamlValue poll = fields.optional("poll");
        if (retry == null && poll == null) {
            return null;
        }
        if (retry != null && poll != null) {
            findings.add(poll.place(), "expected retry or poll, not both");
        }
        if (kind.changesSomething()) {
            findings.add(
                    retry != null ? retry.place() : fields.placeOf("poll"),
                    "only a step that reads can be repeated: this one could do twice what it does");
        }
        return retry != null
                ? retry(Fields.of(retry, findings))
                : poll(Fields.of(Objects.requireNonNull(poll), findings));
    }

    private Repeat retry(Fields retry) {
        retry.required("times");
        int times = retry.integer("times", 2, 20, 2);
        Duration delay = retry.duration("delay", MIN_PAUSE, MAX_PAUSE, Duration.ofSeconds(1));
        retry.finish();
        return new Repeat.Retry(times, delay);
    }

    private Repeat poll(Fields poll) {
        poll.required("until");
        List<Assertion> until = new CheckReader(poll).assertions("until");
        poll.required("for");
        Duration deadline = poll.duration("for", MIN_PAUSE, MAX_POLL, Duration.ofMinutes(1));
        Duration every = poll.duration("every", MIN_PAUSE, MAX_PAUSE, Duration.ofSeconds(1));
        poll.finish();
        return new Repeat.Poll(until, every, deadline);
    }

    private void checkSafety(StepKind kind, @Nullable Money money, @Nullable Template key) {
        if (kind == StepKind.MONEY) {
            if (!fields.has("money")) {
                findings.add(fields.place(), "'money' is missing: a money step says amount and unit");
            }
            if (!fields.has("key")) {
                findings.add(fields.place(), "'key' is missing: a money step carries an idempotency key");
            }
        } else if (money != null) {
            findings.add(fields.placeOf("money"), "only a step of kind money says an amount");
        }
        if (key != null && !kind.changesSomething()) {
            findings.add(fields.placeOf("key"), "a step that only reads needs no idempotency key");
        }
    }
}
