package dev.liverun.local.cli;

import dev.liverun.local.stack.StackException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Here for the help: the shell script carries it out, because it builds the very jar this class is in. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Build everything and run all unit, integration and end-to-end tests.")
final class TestCommand implements Runnable {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public void run() {
        throw new StackException("Start the tests with the script: ./liverun test.");
    }
}
