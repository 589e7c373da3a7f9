package dev.liverun.feedback.publicity;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Looks for secrets and personal data in text that is about to become public. It knows forms, not meanings: what it finds a
 * person has to look at, and what has no form it cannot find.
 */
public final class SensitiveText {

    private static final int SHOWN = 4;
    private static final int MAX_SPOTTED = 100;

    private record Rule(String kind, boolean secret, Pattern form, Predicate<String> check) {

        static Rule secret(String kind, String form) {
            return new Rule(kind, true, Pattern.compile(form), found -> true);
        }

        static Rule personal(String kind, String form, Predicate<String> check) {
            return new Rule(kind, false, Pattern.compile(form), check);
        }
    }

    /** Possessive quantifiers and bounded lengths: text of any form is searched in linear time. */
    private static final List<Rule> RULES = List.of(
            Rule.secret("private key", "-----BEGIN [A-Z ]{0,30}PRIVATE KEY( BLOCK)?-----"),
            Rule.secret("AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Rule.secret("GitHub token", "\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\\b"),
            Rule.secret("Slack token", "\\bxox[abeprs]-[A-Za-z0-9-]{10,250}"),
            Rule.secret("Discord token", "\\b[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}\\b"),
            Rule.secret(
                    "webhook address",
                    "https://(?:discord(?:app)?\\.com/api/webhooks|hooks\\.slack\\.com)/[^\\s\"']{10,250}"),
            Rule.secret("Stripe key", "\\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}\\b"),
            Rule.secret("Google key", "\\bAIza[0-9A-Za-z_-]{35}\\b"),
            Rule.secret(
                    "JSON Web Token", "\\beyJ[A-Za-z0-9_-]{8,4000}\\.eyJ[A-Za-z0-9_-]{8,8000}\\.[A-Za-z0-9_-]{8,4000}"),
            Rule.secret(
                    "Authorization header",
                    "(?i)\\bauthorization\\s{0,4}[:=]\\s{0,4}[\"']?(?:bearer|basic|token)\\s{1,4}[A-Za-z0-9._~+/=-]{6,4000}"),
            Rule.secret("bearer token", "(?i)\\bbearer\\s{1,4}[A-Za-z0-9._~+/-]{16,4000}=*"),
            Rule.secret(
                    "password or key",
                    "(?i)\\b[A-Za-z0-9_.-]{0,40}(?:passw(?:or)?d|passwort|secret|api[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret|private[_-]?key)"
                            + "[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?(?!\\*|<|\\[|\\$\\{|null\\b|true\\b|false\\b)[^\\s\"',;&]{4,4000}"),
            Rule.secret("password in an address", "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@]{1,200}:[^\\s/@*]{1,200}@"),
            Rule.secret("seed or key of 64 hexadecimal digits", "(?<![0-9A-Za-z])[0-9A-Fa-f]{64}(?![0-9A-Za-z])"),
            Rule.personal(
                    "e-mail address",
                    "\\b[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}\\b",
                    found -> !isReserved(found)),
            Rule.personal(
                    "bank account (IBAN)",
                    "\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b",
                    SensitiveText::isIban),
            Rule.personal(
                    "payment card",
                    "(?<![0-9A-Za-z.-])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z-])",
                    SensitiveText::isCard),
            Rule.personal(
                    "telephone number",
                    "(?<![0-9A-Za-z+])\\+[1-9][0-9]{0,2}(?:[ ./()-]{0,2}[0-9]){7,12}(?![0-9])",
                    found -> true),
            Rule.personal(
                    "telephone number",
                    "(?i)\\b(?:tel|phone|mobile|telefon)\\.?\\s{0,3}:?\\s{0,3}\\(?0?[0-9](?:[ ./()-]{0,2}[0-9]){6,12}",
                    found -> true));

    private SensitiveText() {}

    /** What was found, in the order of the text; of two findings at one place the first kind counts. */
    public static List<Spotted> in(String text) {
        var spotted = new ArrayList<Spotted>();
        for (var rule : RULES) {
            var matcher = rule.form().matcher(text);
            while (spotted.size() < MAX_SPOTTED && matcher.find()) {
                int from = matcher.start();
                int to = matcher.end();
                boolean known = spotted.stream().anyMatch(other -> from < other.to() && other.from() < to);
                if (!known && rule.check().test(matcher.group())) {
                    spotted.add(new Spotted(rule.kind(), rule.secret(), masked(matcher.group()), from, to));
                }
            }
        }
        spotted.sort(Comparator.comparingInt(Spotted::from));
        return spotted;
    }

    private static String masked(String found) {
        return found.substring(0, Math.min(SHOWN, found.length() / 2)) + "…";
    }

    /** Names that belong to nobody (RFC 2606), and what GitHub makes for those who hide theirs. */
    private static boolean isReserved(String address) {
        var host = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        return host.matches(
                "(?:.*\\.)?example(?:\\.(?:com|net|org))?|.*\\.(?:test|invalid|localhost)|users\\.noreply\\.github\\.com");
    }

    /** ISO 7064, MOD 97-10. */
    private static boolean isIban(String found) {
        var iban = found.replace(" ", "");
        if (iban.length() < 15 || iban.length() > 34) {
            return false;
        }
        var digits = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** ISO/IEC 7812, Luhn. */
    private static boolean isCard(String found) {
        var digits = found.replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() > 1;
    }
}
