package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.expecting.Condition;
import dev.liverun.runner.workflow.template.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do and what is expected of its outcome.
 *
 * @param index from 0, in its workflow
 * @param destructive whether each run needs a confirmation of its own
 * @param when all must hold, else the step is left out
 * @param forEach takes the step once per element; null: once
 * @param money what it spends; present exactly on MONEY steps
 * @param key the idempotency key that the request carries; evaluated once per execution
 * @param as what later steps call the answer of an {@code ask}, or the captures of an {@code include}
 * @param repeat how often it is tried until it holds; only on READ steps
 * @param check finds out whether it happened when nobody knows; only on steps that change something
 * @param undo takes back what the step did; only on steps that change something
 */
public record Step(
        int index,
        String name,
        Part part,
        StepKind kind,
        boolean destructive,
        List<Condition> when,
        @Nullable ForEach forEach,
        @Nullable Money money,
        @Nullable Template key,
        Action action,
        @Nullable String as,
        List<Capture> captures,
        List<Assertion> assertions,
        @Nullable Repeat repeat,
        @Nullable Check check,
        @Nullable Undo undo) {

    public Step {
        when = List.copyOf(when);
        captures = List.copyOf(captures);
        assertions = List.copyOf(assertions);
    }

    /** Of a step that sends one. */
    public RequestTemplate request() {
        if (action instanceof Action.Send send) {
            return send.request();
        }
        throw new IllegalStateException("the step '" + name + "' sends no request");
    }
}
