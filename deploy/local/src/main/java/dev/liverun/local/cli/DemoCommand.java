package dev.liverun.local.cli;

import dev.liverun.local.client.ApiFailure;
import dev.liverun.local.demo.Demo;
import dev.liverun.local.demo.DemoFailed;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Stack;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./liverun demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run the main job on the running system, through the gateway as any client would, and tell the story.",
            "Leaves the session's report in --reports. Exit code 0 only if every step held."
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--reports",
            defaultValue = "liverun-reports",
            paramLabel = "DIR",
            description = "Where the report goes (default: ${DEFAULT-VALUE}).")
    private Path reports = Path.of("liverun-reports");

    @Override
    public Integer call() {
        var directory = data.existing();
        var stack = new Stack(Installation.ofSystemProperty(), directory, line -> {});
        try {
            new Demo(stack, directory, reports, System.out).run();
            return 0;
        } catch (DemoFailed | ApiFailure e) {
            System.out.println();
            System.out.println("✗ " + e.getMessage());
            return 1;
        }
    }
}
