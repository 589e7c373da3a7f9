package dev.liverun.local.stack;

/** Something a person has to mend; the message is one plain sentence with the next step. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
