package dev.liverun.integrations.outcome;

/** Which part of the network a call depends on. Each can fail by itself: one that works says nothing of another. */
public enum Way {
    /** This machine itself: it needs no network. */
    LOOPBACK,
    /** Our own networks: private, link-local and other special addresses. */
    INNER,
    /** The public internet. */
    OUTER,
    /** The egress proxy, whatever is behind it. */
    PROXY,
    /** The DNS: the call did not get any further. */
    NAMES,
    /** None: nothing was sent. */
    NONE
}
