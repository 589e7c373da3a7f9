package dev.liverun.sandbox;

import dev.liverun.sandbox.http.Credentials;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the sandbox is run. Every flag {@code --some-flag} can be given as {@code SANDBOX_SOME_FLAG}, too.
 *
 * @param port 0 for a free one
 * @param data where state is kept; null keeps it in memory
 * @param publicUrl the address under which others reach the sandbox; null for its own
 * @param githubRepos {@code owner/name} of repositories that are to exist
 * @param discordTokenSeconds lifetime of Discord's access tokens
 * @param bananoReceiveMs how long the node's own accounts take to receive a payment
 * @param rateLimits whether Discord's and GitHub's own rate limits are kept
 */
public record SandboxOptions(
        String host,
        int port,
        @Nullable Path data,
        @Nullable String publicUrl,
        List<String> githubRepos,
        long discordTokenSeconds,
        long bananoReceiveMs,
        boolean rateLimits,
        Credentials credentials) {

    static final String HELP = """
            Usage: java -jar sandbox.jar [options]

            Stand-ins that speak the protocols of yunite, discord, banano, wallet, admin and GitHub.

              --host HOST                 address to listen on (127.0.0.1)
              --port PORT                 0 picks a free port and prints it (8099)
              --data DIR                  keeps state there; without it nothing survives
              --public-url URL            the sandbox's address in webhooks' links (http://HOST:PORT)
              --github-repos A/B,C/D      repositories that exist on the GitHub side (liverun/demo)
              --discord-token-seconds N   lifetime of Discord's access tokens (604800)
              --banano-receive-ms N       how long Banano accounts take to receive (300)
              --rate-limits on|off        keep Discord's and GitHub's own rate limits (on)
              --help

            Each option can also be set as an environment variable: SANDBOX_PORT, SANDBOX_DATA, ...
            The credentials the stand-ins expect come from the environment only:
              SANDBOX_CONTROL_TOKEN, SANDBOX_YUNITE_API_KEY, SANDBOX_DISCORD_CLIENT_ID,
              SANDBOX_DISCORD_CLIENT_SECRET, SANDBOX_WALLET_TOKEN, SANDBOX_ADMIN_TOKEN, SANDBOX_GITHUB_TOKEN,
              SANDBOX_GITHUB_HUMAN_TOKEN, and for a webhook SANDBOX_GITHUB_WEBHOOK_URL with
              SANDBOX_GITHUB_WEBHOOK_SECRET.
            """;

    private static final Set<String> FLAGS = Set.of(
            "--host",
            "--port",
            "--data",
            "--public-url",
            "--github-repos",
            "--discord-token-seconds",
            "--banano-receive-ms",
            "--rate-limits");

    /**
     * Reads the command line.
     *
     * @param args flags, as {@code --port 0} or {@code --port=0}; they win over the environment
     * @throws IllegalArgumentException with one plain sentence
     */
    public static SandboxOptions parse(List<String> args, Map<String, String> environment) {
        var given = new Given(flags(args), environment);
        String data = given.find("--data");
        String publicUrl = given.find("--public-url");
        return new SandboxOptions(
                given.get("--host", "127.0.0.1"),
                (int) given.number("--port", 8099, 65_535),
                data == null ? null : Path.of(data),
                publicUrl == null ? null : publicUrl.replaceAll("/+$", ""),
                repositories(given.get("--github-repos", "liverun/demo")),
                given.number("--discord-token-seconds", 604_800, 31_536_000),
                given.number("--banano-receive-ms", 300, 600_000),
                given.onOff("--rate-limits"),
                new Credentials(environment));
    }

    private static Map<String, String> flags(List<String> args) {
        var flags = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.size(); i++) {
            String[] parts = args.get(i).split("=", 2);
            if (!FLAGS.contains(parts[0])) {
                throw new IllegalArgumentException("Unknown option '" + args.get(i) + "'; --help lists them.");
            }
            if (parts.length == 1 && ++i == args.size()) {
                throw new IllegalArgumentException("The option " + parts[0] + " needs a value.");
            }
            flags.put(parts[0], parts.length == 2 ? parts[1] : args.get(i));
        }
        return flags;
    }

    private static List<String> repositories(String list) {
        List<String> names = Arrays.stream(list.split(",")).map(String::strip).toList();
        if (!names.stream().allMatch(name -> name.matches("[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}"))) {
            throw new IllegalArgumentException("--github-repos takes owner/name, separated by commas; got: " + list);
        }
        return names;
    }

    private record Given(Map<String, String> flags, Map<String, String> environment) {

        @Nullable
        String find(String flag) {
            String fromFlag = flags.get(flag);
            if (fromFlag != null) {
                return fromFlag;
            }
            String variable = "SANDBOX" + flag.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
            String value = environment.get(variable);
            return value == null || value.isBlank() ? null : value.strip();
        }

        String get(String flag, String fallback) {
            String value = find(flag);
            return value == null ? fallback : value;
        }

        long number(String flag, long fallback, long max) {
            String value = find(flag);
            if (value == null) {
                return fallback;
            }
            if (!value.matches("\\d{1,9}") || Long.parseLong(value) > max) {
                throw new IllegalArgumentException(flag + " is a number from 0 to " + max + "; got: " + value);
            }
            return Long.parseLong(value);
        }

        boolean onOff(String flag) {
            String value = get(flag, "on");
            if (!value.equals("on") && !value.equals("off")) {
                throw new IllegalArgumentException(flag + " is on or off; got: " + value);
            }
            return value.equals("on");
        }
    }
}
