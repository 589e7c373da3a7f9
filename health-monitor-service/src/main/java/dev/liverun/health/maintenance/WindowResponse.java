package dev.liverun.health.maintenance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/** @param active whether it is going on */
record WindowResponse(@JsonUnwrapped MaintenanceWindow window, boolean active) {

    static WindowResponse of(MaintenanceWindow window, Instant now) {
        return new WindowResponse(window, window.covers(now));
    }
}
