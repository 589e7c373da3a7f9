package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and what is expected of its answer.
 *
 * @param index from 0
 * @param when all must hold, else the step is left out
 * @param money what it spends; present exactly on MONEY steps
 * @param key the idempotency key that the request carries; evaluated once per execution
 * @param repeat how often it is tried until it holds; only on READ steps
 * @param undo takes back what the step did; only on steps that change something
 */
public record Step(
        int index,
        String name,
        StepKind kind,
        List<Condition> when,
        @Nullable Money money,
        @Nullable Template key,
        RequestTemplate request,
        List<Capture> captures,
        List<Assertion> assertions,
        @Nullable Repeat repeat,
        @Nullable RequestTemplate undo) {

    public Step {
        when = List.copyOf(when);
        captures = List.copyOf(captures);
        assertions = List.copyOf(assertions);
    }
}
