package dev.liverun.integrations.budget;

import dev.liverun.integrations.outcome.FailureKind;

/** There is no slot; the message is a sentence for people. */
public final class BudgetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    /** @param kind BUDGET_EXHAUSTED, PAUSED or BUDGET_UNAVAILABLE */
    BudgetException(FailureKind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
