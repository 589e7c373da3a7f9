package dev.liverun.health.confirmed;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** How many checks it takes until a status is believed, to fall and to rise. */
public record Confirmation(@Valid Threshold fall, @Valid Threshold rise) {

    /** Two of the last three: one lost packet is no outage, one lucky answer no recovery. */
    public static final Confirmation DEFAULT = new Confirmation(new Threshold(2, 3), new Threshold(2, 3));

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
            @JsonProperty("fall") @Nullable Threshold fall, @JsonProperty("rise") @Nullable Threshold rise) {
        return new Confirmation(fall == null ? DEFAULT.fall : fall, rise == null ? DEFAULT.rise : rise);
    }

    /** How many observations have to be remembered. */
    int window() {
        return Math.max(fall.of(), rise.of());
    }
}
