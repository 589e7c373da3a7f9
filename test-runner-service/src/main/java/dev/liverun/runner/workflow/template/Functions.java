package dev.liverun.runner.workflow.template;

import dev.liverun.runner.workflow.template.EvaluationException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The functions that <code>${…}</code> knows. */
public final class Functions {

    private static final Map<String, Integer> ARITY =
            new TreeMap<>(Map.of("uuid", 0, "now", 0, "random", 2, "add", 2, "subtract", 2, "multiply", 2));
    private static final int MAX_DIGITS = 500;

    private final Clock clock;
    private final RandomGenerator random;

    public Functions(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** @throws IllegalArgumentException if there is no such function, or not with that many arguments */
    static void check(String function, int arguments) {
        Integer arity = ARITY.get(function);
        if (arity == null) {
            throw new IllegalArgumentException("there is no function " + function + "; known are " + ARITY.keySet());
        }
        if (arity != arguments) {
            throw new IllegalArgumentException(function + "() takes " + arity + " arguments, not " + arguments);
        }
    }

    Object call(String function, List<@Nullable Object> arguments) {
        return switch (function) {
            case "uuid" ->
                new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString();
            case "now" -> clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
            case "random" -> random(decimal(arguments.get(0)), decimal(arguments.get(1)));
            case "add" -> plain(decimal(arguments.get(0)).add(decimal(arguments.get(1))));
            case "subtract" -> plain(decimal(arguments.get(0)).subtract(decimal(arguments.get(1))));
            case "multiply" -> plain(decimal(arguments.get(0)).multiply(decimal(arguments.get(1))));
            default -> throw new IllegalStateException("not checked when it was read: " + function);
        };
    }

    /** As text: services write amounts as text, and JSON numbers lose digits on their way. Without needless zeros. */
    private static String plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.signum() == 0 ? "0" : shortest.toPlainString();
    }

    /** A whole number, both bounds included. */
    private BigInteger random(BigDecimal from, BigDecimal to) {
        try {
            BigInteger least = from.toBigIntegerExact();
            long span = Math.addExact(to.toBigIntegerExact().subtract(least).longValueExact(), 1);
            return least.add(BigInteger.valueOf(random.nextLong(span)));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new EvaluationException(Reason.INVALID, "random() takes two whole numbers, the smaller one first");
        }
    }

    /** Numbers, and text that is one: exact decimals of a sane size, so that nobody's answer can make us count for ever. */
    public static BigDecimal decimal(@Nullable Object value) {
        BigDecimal number = decimalOrNull(value);
        if (number == null) {
            throw new EvaluationException(Reason.INVALID, "not a number: " + Values.brief(value));
        }
        return number;
    }

    /** The same, or null for what is no number. */
    public static @Nullable BigDecimal decimalOrNull(@Nullable Object value) {
        BigDecimal number;
        if (value instanceof BigDecimal exact) {
            number = exact;
        } else if (value instanceof Number || value instanceof String) {
            String text = value.toString();
            if (text.length() > MAX_DIGITS) {
                return null;
            }
            try {
                number = new BigDecimal(text);
            } catch (NumberFormatException e) {
                return null;
            }
        } else {
            return null;
        }
        return Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS ? null : number;
    }
}
