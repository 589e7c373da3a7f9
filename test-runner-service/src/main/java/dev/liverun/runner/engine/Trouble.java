package dev.liverun.runner.engine;

/**
 * Why a test could not be carried out; not the same as a failure.
 *
 * @param message one sentence for people, without any secret
 */
public record Trouble(Kind kind, String message) {

    /** Whose it is. */
    public enum Kind {
        /** The workflow asks for something that cannot be: a value that is missing, a URL that cannot be called. */
        WORKFLOW,
        /** Our own side did not let it out: credential, rate budget, a pause, the egress policy, the kill switch. */
        OURS,
        /** The session does not allow it. */
        NOT_ALLOWED,
        /** It took longer than the workflow's deadline. */
        DEADLINE,
        /** Nobody answered a question in time. */
        NO_REPLY,
        /** It was cancelled. */
        CANCELLED
    }
}
