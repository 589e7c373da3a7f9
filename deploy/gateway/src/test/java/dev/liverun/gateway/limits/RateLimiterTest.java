package dev.liverun.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {

    @Test
    void a_caller_is_admitted_up_to_the_limit_and_then_told_when_to_come_back() {
        var limiter = new RateLimiter(true, 3, 100, 10);

        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("subject ann").admitted()).isTrue();
        }
        var refused = limiter.take("subject ann");

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfter().toSeconds()).isBetween(15L, 20L);
        assertThat(refused.problem().status()).isEqualTo(429);
        assertThat(refused.problem().headers())
                .containsEntry("RateLimit-Policy", "\"caller\";q=3;w=60")
                .containsKeys("Retry-After", "RateLimit");
    }

    @Test
    void one_callers_haste_is_not_anothers_problem() {
        var limiter = new RateLimiter(true, 1, 1, 10);
        limiter.take("subject ann");

        assertThat(limiter.take("subject ann").admitted()).isFalse();
        assertThat(limiter.take("subject bob").admitted()).isTrue();
        assertThat(limiter.take("address 10.0.0.1").admitted()).isTrue();
    }

    @Test
    void subjects_and_addresses_have_limits_of_their_own() {
        var limiter = new RateLimiter(true, 7, 2, 10);

        assertThat(limiter.take("subject ann").limit()).isEqualTo(7);
        assertThat(limiter.take("address 10.0.0.1").limit()).isEqualTo(2);
    }

    @Test
    void switched_off_it_admits_everything() {
        var limiter = new RateLimiter(false, 1, 1, 10);

        for (int i = 0; i < 100; i++) {
            assertThat(limiter.take("subject ann").admitted()).isTrue();
        }
    }
}
