package dev.liverun.integrations.client;

import dev.liverun.integrations.Headers;
import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3). */
final class RetryAfter {

    private static final int LONGEST_NUMBER = 12;

    private RetryAfter() {}

    /**
     * How long to wait: seconds (a fraction is not in the RFC, but sent by Discord), or until a date, by the server's own
     * clock where it tells it. Empty where there is no such header or it cannot be understood.
     */
    static Optional<Duration> in(Headers headers, Instant now) {
        return headers.first("Retry-After").map(String::trim).flatMap(value -> {
            if (!value.isEmpty() && Character.isDigit(value.charAt(0))) {
                return seconds(value);
            }
            Instant from = headers.first("Date").flatMap(RetryAfter::date).orElse(now);
            return date(value).map(until -> Duration.between(from, until)).map(RetryAfter::notNegative);
        });
    }

    private static Optional<Duration> seconds(String value) {
        if (value.length() > LONGEST_NUMBER || !value.chars().allMatch(c -> Character.isDigit(c) || c == '.')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000)));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String value) {
        Date date = DateFormatter.parseHttpDate(value);
        return Optional.ofNullable(date).map(Date::toInstant);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
