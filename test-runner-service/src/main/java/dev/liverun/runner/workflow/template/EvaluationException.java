package dev.liverun.runner.workflow.template;

/** A template that cannot be filled in. The message is for people and repeats no value of a secret. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** A variable has no value: the step that captures it was left out, or found nothing. */
        MISSING,
        /** A value is not what is needed here. */
        INVALID
    }

    private final Reason reason;

    public EvaluationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
