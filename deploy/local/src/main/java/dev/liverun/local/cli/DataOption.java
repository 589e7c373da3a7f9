package dev.liverun.local.cli;

import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.StackException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, which every subcommand takes. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".liverun",
            description = "Where this stack keeps everything (default: ${DEFAULT-VALUE}). Stacks with different"
                    + " directories and ports run side by side.")
    private Path directory = Path.of(".liverun");

    /** The directory; made if there is none. */
    DataDirectory open() {
        return DataDirectory.open(directory);
    }

    /** The directory of a stack that has been started before. */
    DataDirectory existing() {
        var data = new DataDirectory(directory);
        if (!data.exists()) {
            throw new StackException("There is no Liverun in " + data.root()
                    + ": start one with ./liverun up, or name it with --data DIR.");
        }
        return data;
    }
}
