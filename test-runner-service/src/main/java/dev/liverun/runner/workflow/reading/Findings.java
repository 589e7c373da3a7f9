package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.reading.YamlValue.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that one reading tells everything. */
final class Findings {

    private static final int MAX = 50;

    private final List<Finding> findings = new ArrayList<>();

    void add(Place place, String message) {
        if (findings.size() < MAX) {
            findings.add(new Finding(place.line(), place.column(), place.path(), message));
        }
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    void throwIfAny() throws InvalidWorkflowException {
        if (!findings.isEmpty()) {
            findings.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
            throw new InvalidWorkflowException(findings);
        }
    }
}
