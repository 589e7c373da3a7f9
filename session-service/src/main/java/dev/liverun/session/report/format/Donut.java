package dev.liverun.session.report.format;

import dev.liverun.session.report.ResultSummary;
import java.util.ArrayList;
import java.util.List;

/** The results by status as a ring: SVG arcs are dashes of a circle whose circumference is 100. */
public record Donut(List<Arc> arcs) {

    /**
     * A part of the ring.
     *
     * @param dash "length rest", and where it begins, both in hundredths of the ring
     */
    public record Arc(String status, long count, String dash, String offset) {}

    static Donut of(ResultSummary results) {
        var arcs = new ArrayList<Arc>();
        double begun = 0;
        for (var status : results.byStatus().entrySet()) {
            if (status.getValue() > 0) {
                double share = 100.0 * status.getValue() / results.total();
                arcs.add(new Arc(
                        status.getKey().name(),
                        status.getValue(),
                        rounded(share) + " " + rounded(100 - share),
                        rounded(25 - begun)));
                begun += share;
            }
        }
        return new Donut(arcs);
    }

    private static String rounded(double value) {
        return String.format(java.util.Locale.ROOT, "%.3f", value);
    }
}
