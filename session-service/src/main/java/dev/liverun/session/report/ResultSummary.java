package dev.liverun.session.report;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.health.Rate;
import dev.liverun.session.results.ResultCount;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a session's results came out.
 *
 * @param passRate of all that ran to a verdict (PASSED, FAILED, ERROR), the share that passed; null when none did
 * @param product the same for the product alone: outages of integrations and defects of tests are left out
 */
public record ResultSummary(
        long total,
        Map<TestStatus, Long> byStatus,
        Map<FailureClass, Long> byFailureClass,
        @Nullable BigDecimal passRate,
        Product product) {

    /**
     * Results that say something about the product.
     *
     * @param failed of class PRODUCT or CONTRACT_DRIFT, or failed without a class
     * @param elsewhere failures whose cause is not the product
     */
    public record Product(
            long passed,
            long failed,
            long elsewhere,
            @Nullable BigDecimal passRate) {}

    static ResultSummary of(List<ResultCount> counts) {
        var byStatus = new EnumMap<TestStatus, Long>(TestStatus.class);
        for (var status : TestStatus.values()) {
            byStatus.put(status, sum(counts, count -> count.status() == status));
        }
        var byFailureClass = new EnumMap<FailureClass, Long>(FailureClass.class);
        for (var failureClass : FailureClass.values()) {
            byFailureClass.put(failureClass, sum(counts, count -> count.failureClass() == failureClass));
        }
        long total = sum(counts, count -> true);
        long passed = sum(counts, count -> count.status() == TestStatus.PASSED);
        long ran = sum(counts, count -> count.status() != TestStatus.SKIPPED);
        long failed = sum(counts, ResultCount::failsProduct);
        return new ResultSummary(
                total,
                byStatus,
                byFailureClass,
                Rate.of(passed, ran),
                new Product(passed, failed, ran - passed - failed, Rate.of(passed, passed + failed)));
    }

    private static long sum(List<ResultCount> counts, Predicate<ResultCount> wanted) {
        return counts.stream().filter(wanted).mapToLong(ResultCount::count).sum();
    }
}
