package dev.liverun.integrations.outcome;

/** Where a call is, in the order in which it passes through. */
public enum Phase {
    /** Gates, policy of the URL, validity of the request: nothing was sent. */
    PREPARE,
    /** Fetching a token or reading a credential. */
    AUTH,
    /** Waiting for the rate budget or a pause. */
    QUEUE,
    DNS,
    CONNECT,
    TLS,
    /** The request is being sent or was sent, no byte of the answer has arrived. */
    FIRST_BYTE,
    /** The answer is arriving. */
    TRANSFER;

    /** Whether nothing of the request can have reached the remote side when a call ends here. */
    public boolean beforeSending() {
        return compareTo(FIRST_BYTE) < 0;
    }
}
