package dev.liverun.local.client;

/** A request was refused or got no answer. */
public final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status; 0 where no answer came. */
    public int status() {
        return status;
    }

    /** Whether the same request may be answered otherwise later: nothing answered, or not for a reason of ours. */
    public boolean passes() {
        return status == 0 || status >= 500 || status == 429;
    }
}
