package dev.liverun.runner.spend;

import io.smallrye.config.ConfigMapping;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** What the whole installation may spend, whatever sessions approve. */
@ConfigMapping(prefix = "liverun.runner.spend")
public interface SpendConfig {

    /** How many money steps may be taken in one day (UTC). Without it there is no such limit. */
    Optional<BigDecimal> maxCountPerDay();

    /** How much may be spent in one day (UTC), by unit: {@code liverun.runner.spend.max-amount-per-day.EUR=10}. */
    Map<String, BigDecimal> maxAmountPerDay();
}
