package dev.liverun.session.report.format;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.session.health.Rate;
import dev.liverun.session.report.Comparison;
import dev.liverun.session.report.ResultSummary;
import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values look to people, the same in every format. */
@TemplateExtension(namespace = "show")
final class Show {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int BAR = 240;

    private Show() {}

    static String time(@Nullable Instant time) {
        return time == null ? "–" : TIME.format(time);
    }

    static String span(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? "–" : duration(Duration.between(from, to));
    }

    static String millis(long millis) {
        return duration(Duration.ofMillis(millis));
    }

    private static String duration(Duration span) {
        return String.format(
                Locale.ROOT, "%d h %02d min %02d s", span.toHours(), span.toMinutesPart(), span.toSecondsPart());
    }

    static String percent(@Nullable BigDecimal rate) {
        return Rate.percent(rate);
    }

    /** The width of a part in a bar of 240 units. */
    static long bar(long part, long whole) {
        return whole == 0 ? 0 : Math.round((double) part / whole * BAR);
    }

    /** A link is only one if it leads to the web. */
    static boolean isLink(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://"));
    }

    /** What became of the tests against an earlier session, by what it is called. */
    static Map<String, List<Comparison.Test>> compared(Comparison comparison) {
        var compared = new LinkedHashMap<String, List<Comparison.Test>>();
        compared.put("Fails anew", comparison.newlyFailing());
        compared.put("Fixed", comparison.fixed());
        compared.put("Still fails", comparison.stillFailing());
        compared.put("Did not run", comparison.notRun());
        return compared;
    }

    /** The failure classes that there are results of. */
    static List<Map.Entry<FailureClass, Long>> failures(ResultSummary results) {
        return results.byFailureClass().entrySet().stream()
                .filter(failures -> failures.getValue() > 0)
                .toList();
    }

    /** A constant in words, for headlines. */
    static String words(Enum<?> constant) {
        return constant.name().replace('_', ' ');
    }

    /** A class name for the colour of a status, a verdict or a priority. */
    static String tone(@Nullable Object value) {
        return switch (value == null ? "" : value.toString()) {
            case "PASSED", "READY", "HEALTHY", "COMPLETED", "RESOLVED", "CLOSED", "ACCEPTED" -> "good";
            case "FAILED", "NOT_READY", "UNHEALTHY", "TIMEOUT", "ERROR", "CRITICAL", "REJECTED" -> "bad";
            case "INCONCLUSIVE", "DEGRADED", "SKIPPED", "HIGH", "PAUSED" -> "warn";
            default -> "plain";
        };
    }
}
