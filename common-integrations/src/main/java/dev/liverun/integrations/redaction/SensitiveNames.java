package dev.liverun.integrations.redaction;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of headers, fields and parameters whose values are secret; case, hyphens and underscores do not matter. */
final class SensitiveNames {

    private static final Set<String> EXACT = Set.of("cookie", "setcookie", "jwt", "pwd", "passwd", "otp", "pin", "cvv");

    private static final List<String> ENDINGS = List.of(
            "token",
            "secret",
            "password",
            "passphrase",
            "apikey",
            "privatekey",
            "secretkey",
            "accesskey",
            "authorization",
            "credential",
            "credentials",
            "mnemonic",
            "seed",
            "sessionid");

    /** Positions in lists, not secrets. */
    private static final Set<String> HARMLESS =
            Set.of("pagetoken", "nextpagetoken", "nexttoken", "continuationtoken", "synctoken");

    private final Set<String> further = new HashSet<>();

    SensitiveNames(Collection<String> further) {
        further.forEach(name -> this.further.add(normalized(name)));
    }

    boolean contains(String name) {
        String plain = normalized(name);
        if (EXACT.contains(plain) || further.contains(plain)) {
            return true;
        }
        if (HARMLESS.contains(plain)) {
            return false;
        }
        for (String ending : ENDINGS) {
            if (plain.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static String normalized(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }
}
