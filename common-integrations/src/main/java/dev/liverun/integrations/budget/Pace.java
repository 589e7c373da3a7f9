package dev.liverun.integrations.budget;

import java.util.Optional;

/**
 * How this service may send to an endpoint: {@code burst} requests at once, and one per interval. Chosen such that no 60 s
 * contain more than the service's share of the endpoint's limit, although a request may leave up to
 * {@link Slot#LIFETIME_MICROS} after its slot.
 *
 * <p>Slots of a GCRA with burst {@code b} and interval {@code T} satisfy: a closed window of length {@code W} holds at most
 * {@code b + floor(W / T)} of them. With {@code W} = 60 s + lifetime and {@code T} just above {@code W / (n - b + 1)} that
 * is {@code n}, the share.
 */
public record Pace(int burst, long intervalMicros) {

    private static final long MINUTE_MICROS = 60_000_000;
    private static final long WINDOW_MICROS = MINUTE_MICROS + Slot.LIFETIME_MICROS;

    public Pace {
        if (burst < 1 || intervalMicros < 1) {
            throw new IllegalArgumentException("A pace has a burst of at least 1 and a positive interval");
        }
    }

    /**
     * The pace for a share of a limit.
     *
     * <p>A share of less than one request a minute sends one request in several minutes. Under a limit of 1 per minute this
     * would let two services send in the same minute: there only a share of a half or more sends.
     *
     * @param share of the limit that this service has, above 0 up to 1
     * @param burstShare how much of the share may be sent at once, 0 to 1
     * @return empty when the share is too small for any request
     */
    public static Optional<Pace> of(int limitPerMinute, double share, double burstShare) {
        double perMinute = limitPerMinute * share;
        int whole = (int) Math.floor(perMinute + 1e-9);
        if (whole == 0) {
            return limitPerMinute == 1 && share < 0.5
                    ? Optional.empty()
                    : Optional.of(new Pace(1, (long) Math.ceil(MINUTE_MICROS / perMinute) + Slot.LIFETIME_MICROS));
        }
        int burst = Math.max(1, (int) Math.floor(whole * burstShare + 1e-9));
        return Optional.of(new Pace(burst, WINDOW_MICROS / (whole - burst + 1) + 1));
    }
}
