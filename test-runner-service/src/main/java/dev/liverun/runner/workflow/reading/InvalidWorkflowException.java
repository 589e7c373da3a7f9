package dev.liverun.runner.workflow.reading;

import java.util.List;

/** A document is no workflow; says everything that was found, in the document's order. */
public final class InvalidWorkflowException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public InvalidWorkflowException(List<Finding> findings) {
        super(findings.get(0) + (findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : ""));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
