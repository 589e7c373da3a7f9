package dev.liverun.session.configuration;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackPriority;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict READY asks for. What is null or not in a map is not asked for.
 *
 * @param minProductPassRate of the results that say something about the product, the share that must have passed, 0–1
 * @param minPassRate the same of all results that were carried out
 * @param minResults how many results must have been carried out
 * @param maxFailures how many results of a failure class there may be
 * @param maxUnclassifiedFailures how many failures may be without a class
 * @param noNewFailures whether no test may fail that did not fail in the baseline
 * @param minUptime the share of checks that each required integration must have passed, 0–1
 * @param maxP95Ms what 95 % of the answers of each required integration may have taken
 * @param maxOpen how many feedback reports of a priority may be open
 * @param requireSignOffs whether those who are asked to must have accepted
 */
public record Gates(
        BigDecimal minProductPassRate,
        @Nullable BigDecimal minPassRate,
        OptionalInt minResults,
        Map<FailureClass, Integer> maxFailures,
        OptionalInt maxUnclassifiedFailures,
        boolean noNewFailures,
        BigDecimal minUptime,
        OptionalInt maxP95Ms,
        Map<FeedbackPriority, Integer> maxOpen,
        boolean requireSignOffs) {

    private static final BigDecimal EVERYTHING = BigDecimal.ONE;
    private static final BigDecimal MOST = new BigDecimal("0.95");

    /** {@code values} have passed the schema. */
    static Gates of(Map<?, ?> values) {
        var minPassRate = Values.decimal(values.get("min_pass_rate"));
        var minProductPassRate = Values.decimal(values.get("min_product_pass_rate"));
        var minUptime = Values.decimal(values.get("min_uptime"));
        return new Gates(
                minProductPassRate == null ? EVERYTHING : minProductPassRate,
                minPassRate,
                Values.integer(values.get("min_results")),
                Values.counts(FailureClass.class, one -> Values.object(values.get("max_failures"))
                        .get(one.name())),
                Values.integer(values.get("max_unclassified_failures")),
                Values.truth(values.get("no_new_failures"), false),
                minUptime == null ? MOST : minUptime,
                Values.integer(values.get("max_p95_ms")),
                Values.counts(FeedbackPriority.class, priority -> openOf(values, priority)),
                Values.truth(values.get("require_sign_offs"), false));
    }

    private static @Nullable Object openOf(Map<?, ?> values, FeedbackPriority priority) {
        return switch (priority) {
            case CRITICAL ->
                values.get("max_open_critical") == null ? Integer.valueOf(0) : values.get("max_open_critical");
            case HIGH -> values.get("max_open_high");
            case MEDIUM -> values.get("max_open_medium");
            case LOW -> values.get("max_open_low");
        };
    }
}
