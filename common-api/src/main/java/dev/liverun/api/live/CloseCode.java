package dev.liverun.api.live;

/** Why a WebSocket was closed, for the reader to decide what to do (RFC 6455, section 7.4). */
public enum CloseCode {
    /** This replica stops: connect again, and another one goes on from the cursor. */
    GOING_AWAY(1001, "this server stops: connect again"),
    /** The reader sent more than it has to say. */
    TALKATIVE(1008, "nothing is read here but pongs"),
    /** Something failed on our side: connect again, from the cursor. */
    FAILED(1011, "something failed here: connect again"),
    /** No answer to pings: whoever reads this is alive, and may connect again. */
    SILENT(1001, "no sign of life"),
    /** The token's time is over: sign in again, then connect from the cursor. */
    TOKEN_EXPIRED(4401, "the token has expired");

    private final short code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    public short code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
