package dev.liverun.api.problem;

/** 428: a change must say, with {@code If-Match}, which version it changes. */
public class PreconditionRequired extends Problem {

    public PreconditionRequired() {
        super(
                428,
                "precondition-required",
                "If-Match is required",
                "Send If-Match with the ETag that you got when you read this, so that nobody's change is overwritten.");
    }
}
