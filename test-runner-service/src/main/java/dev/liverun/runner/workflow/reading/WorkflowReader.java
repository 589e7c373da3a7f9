package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.DataRow;
import dev.liverun.runner.workflow.Part;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.reading.YamlValue.Member;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflow documents, {@code liverun: 1}. The syntax is published as {@code workflow.schema.json}; what a schema
 * cannot say (references to variables, money needs a key that is sent) is checked here as well. Nothing of a document is
 * executed while it is read.
 */
public final class WorkflowReader {

    /** The version of the syntax. */
    public static final int VERSION = 1;

    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?");
    static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,49}");
    static final int MAX_STEPS = 100;

    private static final Duration MIN_DEADLINE = Duration.ofSeconds(1);
    private static final Duration MAX_DEADLINE = Duration.ofMinutes(30);
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);
    private static final int MAX_TITLE = 200;
    private static final int MAX_DESCRIPTION = 4000;

    private final Findings findings = new Findings();

    private WorkflowReader() {}

    /** @throws InvalidWorkflowException says everything that is wrong, with line and column */
    public static WorkflowDefinition read(String document) throws InvalidWorkflowException {
        return new WorkflowReader().workflow(YamlReader.read(document));
    }

    private WorkflowDefinition workflow(YamlValue root) throws InvalidWorkflowException {
        Fields fields = Fields.of(root, findings);
        findings.throwIfAny();
        version(fields);
        String name = name(fields);
        String title = bounded(fields, "title", MAX_TITLE);
        String description = bounded(fields, "description", MAX_DESCRIPTION);
        String integration = fields.text("integration");
        Duration deadline = fields.duration("deadline", MIN_DEADLINE, MAX_DEADLINE, DEFAULT_DEADLINE);
        List<Variable> variables = variables(fields);
        Set<String> secrets = secrets(fields, variables);
        List<DataRow> data = new DataReader(fields).read(variables);
        List<ReadStep> read = steps(fields);
        fields.finish();
        new References(findings, secrets).check(fields, variables, read);
        findings.throwIfAny();
        List<Step> steps = read.stream().map(ReadStep::step).toList();
        return new WorkflowDefinition(
                Objects.requireNonNull(name),
                title,
                description,
                integration,
                deadline,
                variables,
                secrets,
                data,
                steps,
                Map.of());
    }

    private void version(Fields fields) {
        YamlValue value = fields.required("liverun");
        if (value != null
                && !(value instanceof Scalar scalar
                        && BigInteger.valueOf(VERSION).equals(scalar.value()))) {
            findings.add(value.place(), "expected " + VERSION + ", the version of the format that is known here");
        }
    }

    private @Nullable String name(Fields fields) {
        String name = fields.requiredText("name");
        if (name != null && !NAME.matcher(name).matches()) {
            findings.add(fields.placeOf("name"), "expected up to 100 of a–z, 0–9 and '-', such as wallet-create");
        }
        return name;
    }

    private @Nullable String bounded(Fields fields, String name, int most) {
        String text = fields.text(name);
        if (text != null && text.length() > most) {
            findings.add(fields.placeOf(name), "expected at most " + most + " characters");
        }
        return text;
    }

    private List<Variable> variables(Fields fields) {
        List<Variable> variables = new ArrayList<>();
        fields.members("vars").forEach((name, member) -> {
            checkVariable(name, member);
            boolean required = member.value() instanceof Scalar scalar && scalar.value() == null;
            variables.add(new Variable(name, required ? null : fields.valueOf(member.value())));
        });
        return variables;
    }

    private void checkVariable(String name, Member member) {
        if (!VARIABLE.matcher(name).matches()) {
            findings.add(member.key(), "expected a name of a–z, 0–9 and '_', such as user_id");
        } else if (References.RESERVED.contains(name)) {
            findings.add(member.key(), "'" + name + "' is a name of Liverun's own; choose another");
        }
    }

    /** Names of variables. */
    private Set<String> secrets(Fields fields, List<Variable> variables) {
        Set<String> secrets = new LinkedHashSet<>();
        for (YamlValue element : fields.elements("secrets", false, MAX_STEPS)) {
            boolean known = element instanceof Scalar scalar
                    && variables.stream().anyMatch(variable -> variable.name().equals(scalar.text()));
            if (known) {
                secrets.add(((Scalar) element).text());
            } else {
                findings.add(element.place(), "expected the name of a variable");
            }
        }
        return secrets;
    }

    private List<ReadStep> steps(Fields fields) {
        List<ReadStep> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        steps("setup", Part.SETUP, fields, steps, names);
        if (fields.required("steps") != null
                && fields.elements("steps", false, MAX_STEPS).isEmpty()
                && findings.isEmpty()) {
            findings.add(fields.placeOf("steps"), "expected at least one step");
        }
        steps("steps", Part.MAIN, fields, steps, names);
        steps("teardown", Part.TEARDOWN, fields, steps, names);
        return steps;
    }

    private void steps(String member, Part part, Fields fields, List<ReadStep> steps, Set<String> names) {
        for (YamlValue element : fields.elements(member, false, MAX_STEPS)) {
            Fields stepFields = Fields.of(element, findings);
            Step step = new StepReader(stepFields).read(steps.size(), part);
            if (step != null) {
                if (!names.add(step.name())) {
                    findings.add(stepFields.placeOf("name"), "another step has this name");
                }
                steps.add(new ReadStep(step, stepFields));
            }
        }
    }

    /** A step, and where it stands. */
    record ReadStep(Step step, Fields fields) {}
}
