package dev.liverun.runner.workflow;

/** What a step does to the world outside; in rising order. */
public enum StepKind {
    /** Looks, and leaves everything as it was. */
    READ,
    /** Changes something at the integration. */
    WRITE,
    /** Spends something that has a price. */
    MONEY;

    /** Whether the session has to approve it, and its intent is recorded before it is sent. */
    public boolean changesSomething() {
        return this != READ;
    }
}
