package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step does. */
public sealed interface Action {

    /** Sends a request. */
    record Send(RequestTemplate request) implements Action {}

    /**
     * Lets a person do or judge something; the answer is evidence.
     *
     * @param who the subject of whoever is asked; null: any tester of the session
     * @param choices the answers that are possible; empty: any text
     * @param within how long they have; without an answer by then the test cannot be carried out
     * @param expected the answer that is expected; null: any
     */
    record Ask(
            @Nullable Template who,
            Template question,
            List<String> choices,
            Duration within,
            @Nullable ValueTemplate expected)
            implements Action {
        public Ask {
            choices = List.copyOf(choices);
        }
    }

    /**
     * Takes the steps of another workflow. It sees its own variables only.
     *
     * @param workflow its name
     * @param with values for its variables
     */
    record Include(String workflow, Map<String, ValueTemplate> with) implements Action {}
}
