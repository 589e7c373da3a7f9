package dev.liverun.sandbox.fault;

/** What can happen to a webhook on its way. */
public enum WebhookFault {
    /** Never sent; as always with GitHub it is not sent again either. */
    DROP,
    /** Sent twice with the same delivery id. */
    DUPLICATE,
    /** Sent with a signature that does not fit the body. */
    BAD_SIGNATURE
}
