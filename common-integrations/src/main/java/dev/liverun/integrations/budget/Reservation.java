package dev.liverun.integrations.budget;

import java.util.UUID;

/**
 * Slots that were reserved. All times are microseconds from the moment of the reservation.
 *
 * @param granted how many, possibly none
 * @param baseIn when the first slot would come if no burst were allowed
 * @param earliestIn before which there is no slot: 0, or the end of a pause
 * @param pace in force, which may be that of a lower limit than the asked one
 * @param paused whether the endpoint asked for a pause that is not over
 */
public record Reservation(UUID endpointId, int granted, long baseIn, long earliestIn, Pace pace, boolean paused) {

    /** When slot {@code number} (from 0) comes; that of number {@code granted} is the first which was not reserved. */
    public long slotIn(int number) {
        return Math.max(earliestIn, baseIn + (number - (pace.burst() - 1L)) * pace.intervalMicros());
    }
}
