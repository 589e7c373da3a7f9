package dev.liverun.runner.drafts;

import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A workflow that is being written, and what a person should know about it. */
final class Draft {

    private static final int MAX_NAME = 100;
    private static final int MAX_STEPS = 100;

    private final String name;
    private final @Nullable String title;
    private final @Nullable String description;
    private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    private final Map<String, DraftStep> steps = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Draft(String name, @Nullable String title, @Nullable String description) {
        this.name = slug(name, '-');
        this.title = title;
        this.description = description;
    }

    /** Finished. */
    record Written(String name, String document, List<String> notes) {}

    /** A variable; without a value it has to be given. The first value stays. */
    void variable(String variable, @Nullable Object value) {
        variables.putIfAbsent(variable, value);
    }

    void note(String note) {
        notes.add(note);
    }

    /** Takes a step in, which may still grow; its name is made unique. */
    void add(String stepName, DraftStep step) {
        if (steps.size() == MAX_STEPS) {
            note("Only the first " + MAX_STEPS + " requests were taken.");
            return;
        }
        String wanted = stepName.isBlank() ? "request" : stepName.strip();
        String unique = cut(wanted, 190);
        for (int i = 2; steps.containsKey(unique); i++) {
            unique = cut(wanted, 180) + " " + i;
        }
        steps.put(unique, step);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** @throws IllegalArgumentException if it is no workflow, which says what it was made of was not understood */
    Written write() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("liverun", 1);
        document.put("name", name);
        if (title != null && !title.isBlank()) {
            document.put("title", cut(title, 200));
        }
        if (description != null && !description.isBlank()) {
            document.put("description", cut(description.strip(), 4000));
        }
        if (!variables.isEmpty()) {
            document.put("vars", variables);
        }
        List<Map<String, @Nullable Object>> written = new ArrayList<>();
        steps.forEach((stepName, step) -> {
            Map<String, @Nullable Object> whole = new LinkedHashMap<>();
            whole.put("name", stepName);
            whole.putAll(step.written());
            written.add(whole);
        });
        document.put("steps", written);
        String yaml = yaml(document);
        try {
            WorkflowReader.read(yaml);
        } catch (InvalidWorkflowException e) {
            throw new IllegalArgumentException(
                    "it cannot be made a workflow: " + e.findings().get(0), e);
        }
        return new Written(name, yaml, List.copyOf(notes));
    }

    private static String yaml(Object document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(120);
        options.setIndent(2);
        options.setIndicatorIndent(0);
        options.setSplitLines(true);
        options.setAllowUnicode(true);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(document);
    }

    /** A name of a–z, 0–9 and a separator. */
    static String slug(String text, char separator) {
        String slug = text.replaceAll("([a-z0-9])([A-Z])", "$1" + separator + "$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", String.valueOf(separator));
        String trimmed = slug.replaceAll("^" + separator + "+|" + separator + "+$", "");
        String named = trimmed.isEmpty() ? "imported" : trimmed;
        return named.length() <= MAX_NAME ? named : named.substring(0, MAX_NAME).replaceAll(separator + "+$", "");
    }

    /** The name of a variable. */
    static String variableName(String text) {
        String name = slug(text, '_');
        String begun = Character.isLetter(name.charAt(0)) ? name : "v_" + name;
        String cut = begun.length() <= 50 ? begun : begun.substring(0, 50);
        return Set.of("run", "session", "endpoint", "key").contains(cut) ? cut + "_value" : cut;
    }

    /** Text in which nothing is an expression. */
    static String literal(String text) {
        return text.replace("${", "$${").replace("\0", "");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
