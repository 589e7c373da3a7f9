package dev.liverun.events;

/** A record that is no event of ours; the message says why, for the person who reads the dead letters. */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(Exception cause) {
        super("unreadable: " + cause.getMessage(), cause);
    }
}
