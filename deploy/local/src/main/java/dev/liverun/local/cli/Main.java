package dev.liverun.local.cli;

import dev.liverun.embedded.EmbeddedException;
import dev.liverun.local.stack.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./liverun}. */
@Command(
        name = "liverun",
        mixinStandardHelpOptions = true,
        version = "Liverun 0.1.0",
        description = "Test a system together while every integration is live.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "First steps:  ./liverun up --detach && ./liverun demo && ./liverun down",
            "Also:         ./liverun test   builds everything and runs all tests"
        },
        subcommands = {
            Up.class,
            Down.class,
            Status.class,
            Logs.class,
            Token.class,
            RebuildCommand.class,
            DemoCommand.class,
            TestCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StackException || failure instanceof EmbeddedException) {
                command.getErr().println("liverun: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        if (arguments.length == 0) {
            commandLine.usage(System.out);
            System.exit(2);
        }
        System.exit(commandLine.execute(arguments));
    }
}
