package dev.liverun.events.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayIT {

    private final DeliverySuite suite = new DeliverySuite();

    @AfterEach
    void close() {
        suite.close();
    }

    @Test
    void nothing_is_lost_when_commits_overtake_each_other() {
        suite.loses_nothing_when_commits_overtake_each_other(OutboxTable::new);
    }

    /** The test of the test above: it must notice a relay that remembers how far it has come instead of deleting. */
    @Test
    void a_watermark_would_lose_events() {
        assertThatThrownBy(() -> suite.loses_nothing_when_commits_overtake_each_other(DeliverySuite.Watermark::new))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void the_order_of_an_aggregate_is_kept_while_relays_race_and_die() {
        suite.keeps_the_order_while_relays_race_and_die(OutboxTable::new);
    }
}
