package dev.liverun.runner.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands, between two steps, with all it needs to go on in another process. Contains secrets: to be
 * stored encrypted only.
 *
 * @param ordinal how many steps were recorded
 * @param usedMillis how much of the workflow's deadline has passed
 * @param places the innermost workflow last
 */
public record Position(int ordinal, long usedMillis, Set<String> secrets, List<Place> places) {

    /**
     * Where in one workflow.
     *
     * @param workflow its name; empty for the test's own
     * @param as what the outer workflow calls its captures
     * @param next the step that is next
     * @param elements of the list that this step is taken for; null if it is taken once
     * @param element the one that is next
     */
    public record Place(
            String workflow,
            String prefix,
            @Nullable String as,
            int next,
            @Nullable List<@Nullable Object> elements,
            int element,
            Map<String, @Nullable Object> variables) {}
}
