package dev.liverun.health.check;

/** Why a check has the status it has. */
public enum Reason {
    /** Answered as expected, in time. */
    OK,
    /** Answered as expected, but later than the degraded threshold. */
    SLOW,
    /** 429: the endpoint throttles us, which says nothing about its being up; outside uptime. */
    RATE_LIMITED,
    /** 401 or 403, or a credential that is missing or refused. */
    AUTH,
    /** 5xx. */
    SERVER_ERROR,
    /** Another status than expected. */
    UNEXPECTED_STATUS,
    /** An expected status, but a condition does not hold. */
    CONDITION,
    /** No answer within the endpoint's time. */
    TIMEOUT,
    /** The host name has no address. */
    DNS,
    /** No connection. */
    CONNECT,
    /** The TLS handshake failed, or the certificate is not trusted. */
    TLS,
    /** The connection broke off. */
    RESET,
    /** What arrived is not HTTP. */
    MALFORMED,
    /** The answer is larger than the hard limit. */
    TOO_LARGE,
    /** The egress policy does not let us go there. */
    POLICY
}
