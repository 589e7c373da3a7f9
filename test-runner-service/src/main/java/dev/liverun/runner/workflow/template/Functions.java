package dev.liverun.runner.workflow.template;

import dev.liverun.runner.workflow.template.EvaluationException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The functions that <code>${…}</code> knows. */
public final class Functions {

    private static final Map<String, Integer> ARITY = new TreeMap<>(Map.ofEntries(
            Map.entry("uuid", 0),
            Map.entry("now", 0),
            Map.entry("timestamp", 0),
            Map.entry("random", 2),
            Map.entry("random_text", 1),
            Map.entry("add", 2),
            Map.entry("subtract", 2),
            Map.entry("multiply", 2),
            Map.entry("base64", 1),
            Map.entry("base64url", 1),
            Map.entry("base64_decode", 1),
            Map.entry("hmac", 2),
            Map.entry("hmac_base64", 2),
            Map.entry("sha256", 1),
            Map.entry("lower", 1),
            Map.entry("upper", 1)));
    private static final int MAX_DIGITS = 500;
    private static final int MAX_RANDOM_TEXT = 1000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Clock clock;
    private RandomGenerator random;

    public Functions(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Where chance comes from, from now on. */
    public void use(RandomGenerator generator) {
        this.random = generator;
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
            case "timestamp" -> Long.toString(clock.instant().getEpochSecond());
            case "random" -> random(decimal(arguments.get(0)), decimal(arguments.get(1)));
            case "random_text" -> randomText(decimal(arguments.get(0)));
            case "add" -> plain(decimal(arguments.get(0)).add(decimal(arguments.get(1))));
            case "subtract" -> plain(decimal(arguments.get(0)).subtract(decimal(arguments.get(1))));
            case "multiply" -> plain(decimal(arguments.get(0)).multiply(decimal(arguments.get(1))));
            case "base64" -> Base64.getEncoder().encodeToString(bytes(arguments.get(0)));
            case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(arguments.get(0)));
            case "base64_decode" -> decoded(Values.text(arguments.get(0)));
            case "hmac" -> HexFormat.of().formatHex(hmac(bytes(arguments.get(0)), bytes(arguments.get(1))));
            case "hmac_base64" ->
                Base64.getEncoder().encodeToString(hmac(bytes(arguments.get(0)), bytes(arguments.get(1))));
            case "sha256" -> HexFormat.of().formatHex(sha256(bytes(arguments.get(0))));
            case "lower" -> Values.text(arguments.get(0)).toLowerCase(Locale.ROOT);
            case "upper" -> Values.text(arguments.get(0)).toUpperCase(Locale.ROOT);
            default -> throw new IllegalStateException("not checked when it was read: " + function);
        };
    }

    private static byte[] bytes(@Nullable Object value) {
        return Values.text(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(Reason.INVALID, "base64_decode() was given what is not base64");
        }
    }

    /** HMAC-SHA256 (RFC 2104). */
    private static byte[] hmac(byte[] key, byte[] message) {
        if (key.length == 0) {
            throw new EvaluationException(Reason.INVALID, "hmac() needs a key that is not empty");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String randomText(BigDecimal length) {
        if (length.signum() <= 0 || length.compareTo(BigDecimal.valueOf(MAX_RANDOM_TEXT)) > 0) {
            throw new EvaluationException(Reason.INVALID, "random_text() takes a length from 1 to " + MAX_RANDOM_TEXT);
        }
        var text = new StringBuilder();
        for (int i = 0; i < length.intValue(); i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
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
