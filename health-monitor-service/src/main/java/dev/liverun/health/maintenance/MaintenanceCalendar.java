package dev.liverun.health.maintenance;

import dev.liverun.flow.Newest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Which endpoints are in maintenance; from memory, read again every second, so that a new window holds everywhere soon. */
@ApplicationScoped
public class MaintenanceCalendar {

    private static final Logger LOG = Logger.getLogger(MaintenanceCalendar.class);
    private static final long READ_EVERY_MS = 1000;

    /** @param current those that are going on; looked at for each check, so what a cron means is worked out once a second only */
    private record Known(List<MaintenanceWindow> all, List<MaintenanceWindow> current) {}

    private final WindowStore windows;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicLong timer = new AtomicLong(-1);
    private final Newest<Known> known = new Newest<>(new Known(List.of(), List.of()));

    MaintenanceCalendar(WindowStore windows, Vertx vertx, Clock clock) {
        this.windows = windows;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        timer.set(vertx.setPeriodic(1, READ_EVERY_MS, tick -> read().subscribe()
                .with(done -> {}, failure -> LOG.debugf("Maintenance windows are read again later: %s", failure))));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer.get());
    }

    /** Whether nobody expects the endpoint to work at this moment. */
    public boolean isInMaintenance(MaintenanceScope endpoint, Instant moment) {
        return isCovered(known.get().current(), endpoint, moment);
    }

    /** The same of a moment that may be long past, as far as its window is still known. */
    public boolean wasInMaintenance(MaintenanceScope endpoint, Instant moment) {
        return isCovered(known.get().all(), endpoint, moment);
    }

    private static boolean isCovered(List<MaintenanceWindow> windows, MaintenanceScope endpoint, Instant moment) {
        for (var window : windows) {
            if (window.concerns(endpoint) && window.covers(moment)) {
                return true;
            }
        }
        return false;
    }

    /** Reads the windows now; whoever changed one does not wait for the next second. */
    Uni<Void> read() {
        return known.ask(windows.all().map(this::known)).replaceWithVoid();
    }

    private Known known(List<MaintenanceWindow> all) {
        var now = clock.instant();
        var soon = now.plusMillis(READ_EVERY_MS * 2);
        return new Known(
                all,
                all.stream()
                        .filter(window -> window.covers(now) || window.covers(soon))
                        .toList());
    }
}
