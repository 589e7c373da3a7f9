package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.ForEach;
import dev.liverun.runner.workflow.Money;
import dev.liverun.runner.workflow.Part;
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
    private static final List<String> ACTIONS = List.of("request", "ask", "include");
    private static final Duration MIN_PAUSE = Duration.ofMillis(10);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final Duration MAX_POLL = Duration.ofMinutes(30);
    private static final int MAX_NAME = 200;

    private final Fields fields;
    private final Findings findings;
    private final CheckReader checks;
    private final PartReader parts;

    StepReader(Fields fields) {
        this.fields = fields;
        this.findings = fields.findings();
        this.checks = new CheckReader(fields);
        this.parts = new PartReader(findings);
    }

    /** Null only where findings say why. */
    @Nullable
    Step read(int index, Part part) {
        String name = fields.requiredText("name");
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            findings.add(fields.placeOf("name"), "expected 1 to " + MAX_NAME + " characters");
        }
        var when = checks.conditions();
        ForEach forEach = forEach();
        Action action = action();
        return name == null || action == null
                ? null
                : action instanceof Action.Send send
                        ? sending(index, name, part, when, forEach, send)
                        : other(index, name, part, when, forEach, action);
    }

    private Step sending(
            int index,
            String name,
            Part part,
            List<dev.liverun.runner.workflow.expecting.Condition> when,
            @Nullable ForEach forEach,
            Action.Send send) {
        StepKind declared = kind();
        boolean destructive = fields.flag("destructive", false);
        Money money = money();
        Template key = fields.template("key");
        StepKind kind = declared != null ? declared : kindOf(send.request());
        var captures = checks.captures();
        var assertions = checks.assertions("assert");
        Repeat repeat = repeat(kind);
        var check = onlyIfChanging("check", kind) ? parts.check(fields.optional("check")) : null;
        var undo = onlyIfChanging("undo", kind) ? parts.undo(fields.optional("undo")) : null;
        fields.finish();
        checkSafety(kind, money, key, destructive);
        return new Step(
                index,
                name,
                part,
                kind,
                destructive,
                when,
                forEach,
                money,
                key,
                send,
                null,
                captures,
                assertions,
                repeat,
                check,
                undo);
    }

    private Step other(
            int index,
            String name,
            Part part,
            List<dev.liverun.runner.workflow.expecting.Condition> when,
            @Nullable ForEach forEach,
            Action action) {
        String as = fields.text("as");
        if (as != null) {
            checks.checkName(as, fields.placeOf("as"));
        }
        fields.finish();
        if (action instanceof Action.Ask && part == Part.TEARDOWN) {
            findings.add(fields.placeOf("ask"), "a teardown waits for nobody");
        }
        return new Step(
                index,
                name,
                part,
                StepKind.READ,
                false,
                when,
                forEach,
                null,
                null,
                action,
                as,
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    private @Nullable Action action() {
        List<String> said = ACTIONS.stream().filter(fields::has).toList();
        if (said.isEmpty()) {
            findings.add(fields.place(), "'request' is missing (or 'ask', or 'include')");
            return null;
        }
        if (said.size() > 1) {
            findings.add(fields.place(), "expected only one of " + String.join(", ", said));
            return null;
        }
        switch (said.get(0)) {
            case "ask":
                return new AskReader(Fields.of(Objects.requireNonNull(fields.required("ask")), findings)).read();
            case "include":
                String workflow = fields.requiredText("include");
                var with = fields.values("with");
                if (workflow != null && !WorkflowReader.NAME.matcher(workflow).matches()) {
                    findings.add(fields.placeOf("include"), "expected the name of a workflow");
                }
                return workflow == null ? null : new Action.Include(workflow, with);
            default:
                RequestTemplate request = parts.request(fields.required("request"));
                return request == null ? null : new Action.Send(request);
        }
    }

    private @Nullable ForEach forEach() {
        YamlValue value = fields.optional("for_each");
        if (value == null) {
            return null;
        }
        Fields each = Fields.of(value, findings);
        each.required("in");
        ValueTemplate in = each.value("in");
        String as = each.text("as");
        String name = as == null ? "item" : as;
        checks.checkName(name, each.placeOf("as"));
        each.finish();
        return in == null ? null : new ForEach(in, name);
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
    private StepKind kindOf(RequestTemplate request) {
        if (!SAFE_METHODS.contains(request.method()) && !fields.has("kind")) {
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

    private boolean onlyIfChanging(String member, StepKind kind) {
        YamlValue value = fields.optional(member);
        if (value != null && !kind.changesSomething()) {
            findings.add(
                    value.place(),
                    member.equals("undo")
                            ? "a step that only reads leaves nothing to undo"
                            : "a step that only reads leaves nothing to find out");
        }
        return value != null;
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
        var until = new CheckReader(poll).assertions("until");
        poll.required("for");
        Duration deadline = poll.duration("for", MIN_PAUSE, MAX_POLL, Duration.ofMinutes(1));
        Duration every = poll.duration("every", MIN_PAUSE, MAX_PAUSE, Duration.ofSeconds(1));
        poll.finish();
        return new Repeat.Poll(until, every, deadline);
    }

    private void checkSafety(StepKind kind, @Nullable Money money, @Nullable Template key, boolean destructive) {
        if (kind == StepKind.MONEY) {
            if (!fields.has("money")) {
                findings.add(fields.place(), "'money' is missing: a money step says amount and unit");
            }
            if (!fields.has("key") && !fields.has("check")) {
                findings.add(
                        fields.place(),
                        "'key' is missing: a money step carries an idempotency key, or has a 'check' that finds out"
                                + " whether it happened");
            }
        } else if (money != null) {
            findings.add(fields.placeOf("money"), "only a step of kind money says an amount");
        }
        if (key != null && !kind.changesSomething()) {
            findings.add(fields.placeOf("key"), "a step that only reads needs no idempotency key");
        }
        if (destructive && !kind.changesSomething()) {
            findings.add(fields.placeOf("destructive"), "a step that only reads destroys nothing");
        }
    }
}
