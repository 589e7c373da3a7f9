package dev.liverun.events.contract;

/**
 * Who was at fault for a failed result: the product, the integration or the test.
 */
public enum FailureClass {
    PRODUCT,
    CONTRACT_DRIFT,
    AUTH,
    RATE_LIMITED,
    PROVIDER_OUTAGE,
    NETWORK,
    TEST_DEFECT
}
