package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackPriority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What time it is, and until when a report is to be resolved. */
@ApplicationScoped
public class Timing {

    private final Clock clock;
    private final SlaConfig sla;

    public Timing(Clock clock, SlaConfig sla) {
        this.clock = clock;
        this.sla = sla;
    }

    /** As precise as it can be stored. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Instant due(Instant reportedAt, FeedbackPriority priority) {
        return reportedAt.plus(target(priority));
    }

    private Duration target(FeedbackPriority priority) {
        return switch (priority) {
            case CRITICAL -> sla.critical();
            case HIGH -> sla.high();
            case MEDIUM -> sla.medium();
            case LOW -> sla.low();
        };
    }
}
