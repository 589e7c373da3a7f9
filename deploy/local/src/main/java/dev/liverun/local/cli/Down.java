package dev.liverun.local.cli;

import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./liverun down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "End everything that this stack runs. The data stays; ./liverun up goes on with it.")
final class Down implements Runnable {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public void run() {
        var stack =
                new Stack(Installation.ofSystemProperty(), data.existing(), line -> System.out.println("  " + line));
        System.out.println(stack.down().isEmpty() ? "Nothing was running." : "Liverun is down; its data is kept.");
    }
}
