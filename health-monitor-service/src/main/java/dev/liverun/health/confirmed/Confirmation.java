package dev.liverun.health.confirmed;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many checks it takes until a status is believed, to fall and to rise.
 *
 * @param graceSeconds how long an endpoint must have been worse, without a check in between that was not, before it falls: a
 *     node that takes a minute to wake is no outage
 */
public record Confirmation(
        @Valid Threshold fall,
        @Valid Threshold rise,
        @Min(0) @Max(LONGEST_GRACE_SECONDS) int graceSeconds) {

    /** An hour. */
    public static final int LONGEST_GRACE_SECONDS = 3600;

    /** Two of the last three: one lost packet is no outage, one lucky answer no recovery. */
    public static final Confirmation DEFAULT = new Confirmation(new Threshold(2, 3), new Threshold(2, 3), 0);

    /**
     * {@code checks} of the last {@code of}.
     *
     * @param checks 1 believes every check
     */
    @WithinItsWindow
    public record Threshold(
            @Min(1) @Max(MOST) int checks,
            @Min(1) @Max(MOST) int of) {

        /** The longest window. */
        public static final int MOST = 10;
    }

    @JsonCreator
    static Confirmation of(
            @JsonProperty("fall") @Nullable Threshold fall,
            @JsonProperty("rise") @Nullable Threshold rise,
            @JsonProperty("grace_seconds") @Nullable Integer graceSeconds) {
        return new Confirmation(
                fall == null ? DEFAULT.fall : fall,
                rise == null ? DEFAULT.rise : rise,
                graceSeconds == null ? DEFAULT.graceSeconds : graceSeconds);
    }

    /** Whether being worse since then is not believed yet. */
    public boolean waits(Instant worseSince, Instant now) {
        return now.isBefore(worseSince.plusSeconds(graceSeconds));
    }

    /** How many observations have to be remembered. */
    int window() {
        return Math.max(fall.of(), rise.of());
    }
}
