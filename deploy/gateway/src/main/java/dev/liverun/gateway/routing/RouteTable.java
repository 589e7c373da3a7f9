package dev.liverun.gateway.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose a path is. The table is the architecture's resource table: the first line whose segments the path begins with
 * decides, and {@code *} stands for any one segment. What no line names belongs to nobody.
 */
public final class RouteTable {

    /** Every resource lives below it, here and in the services: paths are passed on unchanged. */
    public static final String PREFIX = "/api/v1/";

    private static final List<Line> LINES = lines();

    private RouteTable() {}

    private static List<Line> lines() {
        var lines = new ArrayList<Line>();
        lines.add(line("sessions/*/results", Service.TEST_RUNNER));
        lines.add(line("sessions/*/runs", Service.TEST_RUNNER));
        lines.add(line("sessions", Service.SESSION));
        lines.add(line("dashboard", Service.SESSION));
        lines.add(line("stream", Service.SESSION));
        lines.add(line("integrations/*/rate-limit/tests", Service.TEST_RUNNER));
        lines.add(line("integrations", Service.HEALTH_MONITOR));
        lines.add(line("health-board", Service.HEALTH_MONITOR));
        lines.add(line("maintenance-windows", Service.HEALTH_MONITOR));
        lines.add(line("service-levels", Service.HEALTH_MONITOR));
        lines.add(line("alarms", Service.HEALTH_MONITOR));
        lines.add(line("alarm-receivers", Service.HEALTH_MONITOR));
        lines.add(line("workflows", Service.TEST_RUNNER));
        lines.add(line("runs", Service.TEST_RUNNER));
        lines.add(line("results", Service.TEST_RUNNER));
        lines.add(line("comparisons", Service.TEST_RUNNER));
        lines.add(line("feedback", Service.FEEDBACK));
        lines.add(line("github", Service.FEEDBACK));
        // The kill switch is for all services; one of them has the button.
        lines.add(line("operations/halt", Service.TEST_RUNNER));
        for (var service : Service.values()) {
            lines.add(line("operations/" + service.label(), service));
        }
        return List.copyOf(lines);
    }

    /** The service that answers for {@code path}, which must have passed {@link PathGuard}. */
    public static Optional<Service> ownerOf(String path) {
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var segments = path.substring(PREFIX.length()).split("/", -1);
        for (var line : LINES) {
            if (line.matches(segments)) {
                return Optional.of(line.service);
            }
        }
        return Optional.empty();
    }

    private static Line line(String segments, Service service) {
        return new Line(segments.split("/"), service);
    }

    private static final class Line {

        private final String[] segments;
        private final Service service;

        Line(String[] segments, Service service) {
            this.segments = segments;
            this.service = service;
        }

        boolean matches(String[] path) {
            if (path.length < segments.length) {
                return false;
            }
            for (int i = 0; i < segments.length; i++) {
                if (!segments[i].equals("*") && !segments[i].equals(path[i])) {
                    return false;
                }
            }
            return true;
        }
    }
}
