package dev.liverun.local.cli;

import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.StackException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./liverun token}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Print a bearer token for this stack, alone on the last line:",
            "  curl -H \"Authorization: Bearer $(./liverun token --role tester | tail -1)\" ..."
        })
final class Token implements Runnable {

    private static final Pattern TTL = Pattern.compile("(\\d{1,5})([smhd])");
    private static final Pattern SUBJECT = Pattern.compile("[\\w.@+-]{1,100}");

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "viewer, tester, operator, admin or service.")
    private String role = "";

    @Option(names = "--subject", paramLabel = "NAME", description = "Whose token it is (default: the role's name).")
    private @Nullable String subject;

    @Option(
            names = "--ttl",
            defaultValue = "8h",
            paramLabel = "TIME",
            description = "How long it is valid: 30s, 15m, 8h, 90d (default: ${DEFAULT-VALUE}).")
    private String ttl = "8h";

    @Override
    public void run() {
        if (!LocalIdentity.ROLES.contains(role)) {
            throw new StackException("--role must be one of " + String.join(", ", LocalIdentity.ROLES) + ".");
        }
        var name = subject == null ? role : subject;
        if (!SUBJECT.matcher(name).matches()) {
            throw new StackException("--subject may have letters, digits and . _ @ + - only, 100 at most.");
        }
        System.out.println(LocalIdentity.of(data.existing()).token(role, name, duration(ttl)));
    }

    static Duration duration(String text) {
        var matcher = TTL.matcher(text);
        if (!matcher.matches()) {
            throw new StackException("--ttl must be a number and s, m, h or d, such as 8h.");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
