package dev.liverun.integrations.outcome;

/** Why there is no answer. */
public enum FailureKind {
    /** The attempt's time ran out; the phase says in what. */
    TIMEOUT(true, true),
    /** The host name has no address, or nobody could say. */
    DNS(true, true),
    /** No connection: refused, unreachable, or the proxy did not get through. */
    CONNECT(true, true),
    /** No trust: handshake failed, certificate expired, for another name, or of an unknown authority. */
    TLS(true, true),
    /** The connection broke off after the request was, perhaps, received. */
    RESET(true, true),
    /** What arrived is not HTTP. */
    MALFORMED(true, true),
    /** The head or the body of the answer is larger than the hard limit. */
    TOO_LARGE(true, false),
    /** The egress policy does not let us go there (also as a redirect), or the URL cannot be called. */
    POLICY(false, false),
    /** The credential is missing, unreadable or refused by the token endpoint. */
    CREDENTIAL(false, false),
    /** Our share of the endpoint's rate limit has no slot within the time the call may wait. */
    BUDGET_EXHAUSTED(false, false),
    /** The endpoint asked for a pause that is longer than the call may wait. */
    PAUSED(false, false),
    /** The rate budget's database did not answer, and without it nothing is sent. */
    BUDGET_UNAVAILABLE(false, false),
    /** The endpoint is disabled. */
    DISABLED(false, false),
    /** A gate stopped it. */
    HALTED(false, false);

    private final boolean remote;
    private final boolean passing;

    FailureKind(boolean remote, boolean passing) {
        this.remote = remote;
        this.passing = passing;
    }

    /** Whether it says something about the remote side or the way there; else it is our own doing or lack. */
    public boolean remote() {
        return remote;
    }

    /** Whether a further attempt has a chance. */
    public boolean passing() {
        return passing;
    }
}
