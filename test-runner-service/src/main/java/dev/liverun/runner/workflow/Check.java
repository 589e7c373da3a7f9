package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.List;

/**
 * Finds out whether a step happened of which nobody knows.
 *
 * @param request only reads
 * @param doneIf if all hold, it happened; if there was an answer and they do not, it did not
 * @param captures parts of the answer that the undo may need
 * @param source as the document writes it, to be kept beside the intent
 */
public record Check(RequestTemplate request, List<Assertion> doneIf, List<Capture> captures, ValueTemplate source) {
    public Check {
        doneIf = List.copyOf(doneIf);
        captures = List.copyOf(captures);
    }
}
