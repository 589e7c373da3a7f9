package dev.liverun.session.health;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Shares, the same everywhere: 0–1 with four decimals. */
public final class Rate {

    private static final int DECIMALS = 4;

    private Rate() {}

    /** {@code part} of {@code whole}, rounded down, so that only all of it is 1; null of nothing. */
    public static @Nullable BigDecimal of(long part, long whole) {
        if (whole <= 0) {
            return null;
        }
        var rate = BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.DOWN)
                .stripTrailingZeros();
        return rate.scale() < 0 ? rate.setScale(0, RoundingMode.UNNECESSARY) : rate;
    }

    /** For people: {@code 66.66 %}. */
    public static String percent(@Nullable BigDecimal rate) {
        return rate == null ? "–" : rate.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
