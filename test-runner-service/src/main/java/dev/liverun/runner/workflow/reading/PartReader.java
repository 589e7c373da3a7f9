package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Check;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.Undo;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a step that are also kept beside its intent: how to find out whether it happened, and its undo. */
public final class PartReader {

    private final Findings findings;

    PartReader(Findings findings) {
        this.findings = findings;
    }

    /** @throws InvalidWorkflowException if it was not written by {@link Check#source} */
    public static Check check(String stored) throws InvalidWorkflowException {
        Findings findings = new Findings();
        Check check = new PartReader(findings).check(YamlReader.read(stored));
        return complete(check, findings);
    }

    /** @throws InvalidWorkflowException if it was not written by {@link Undo#source} */
    public static Undo undo(String stored) throws InvalidWorkflowException {
        Findings findings = new Findings();
        Undo undo = new PartReader(findings).undo(YamlReader.read(stored));
        return complete(undo, findings);
    }

    private static <T> T complete(@Nullable T part, Findings findings) throws InvalidWorkflowException {
        findings.throwIfAny();
        if (part == null) {
            throw new IllegalStateException("what is missing has findings");
        }
        return part;
    }

    @Nullable
    Check check(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        Fields check = Fields.of(value, findings);
        RequestTemplate request = request(check.required("request"));
        CheckReader reader = new CheckReader(check);
        check.required("done_if");
        var doneIf = reader.assertions("done_if");
        var captures = reader.captures();
        check.finish();
        return request == null ? null : new Check(request, doneIf, captures, check.valueOf(value));
    }

    @Nullable
    Undo undo(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        Fields undo = Fields.of(value, findings);
        RequestTemplate request = request(undo.required("request"));
        undo.finish();
        return request == null ? null : new Undo(request, undo.valueOf(value));
    }

    @Nullable
    RequestTemplate request(@Nullable YamlValue value) {
        return value == null ? null : new RequestReader(Fields.of(value, findings)).read();
    }
}
