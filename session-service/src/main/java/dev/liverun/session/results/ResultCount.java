package dev.liverun.session.results;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many results of a test on an integration had this outcome, and how long they took together and at most. */
public record ResultCount(
        UUID endpointId,
        String endpointName,
        String testName,
        TestStatus status,
        @Nullable FailureClass failureClass,
        long count,
        long totalMs,
        long longestMs) {

    /** Whether it was carried out. */
    public boolean ran() {
        return switch (status) {
            case PASSED, FAILED, ERROR -> true;
            case SKIPPED -> false;
        };
    }

    /** Whether it failed, whoever is at fault. */
    public boolean failed() {
        return switch (status) {
            case FAILED, ERROR -> true;
            case PASSED, SKIPPED -> false;
        };
    }

    /** Whether it says something about the product: it passed, or the product is at fault. */
    public boolean judgesProduct() {
        return status == TestStatus.PASSED || failsProduct();
    }

    /** Whether the product is at fault. A failure that nobody has classified counts against it. */
    public boolean failsProduct() {
        return switch (status) {
            case PASSED, SKIPPED -> false;
            case FAILED -> failureClass == null || isProducts(failureClass);
            case ERROR -> failureClass != null && isProducts(failureClass);
        };
    }

    private static boolean isProducts(FailureClass failureClass) {
        return switch (failureClass) {
            case PRODUCT, CONTRACT_DRIFT -> true;
            case AUTH, RATE_LIMITED, PROVIDER_OUTAGE, NETWORK, TEST_DEFECT -> false;
        };
    }
}
