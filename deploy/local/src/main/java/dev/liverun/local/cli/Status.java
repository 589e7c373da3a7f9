package dev.liverun.local.cli;

import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Member;
import dev.liverun.local.stack.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./liverun status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show what runs, on which ports, and with how much memory.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everything is ready", "3:something is not"})
final class Status implements Callable<Integer> {

    private static final int NOT_READY = 3;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        var stack = new Stack(Installation.ofSystemProperty(), data.existing(), line -> {});
        var running = stack.running();
        boolean allReady = true;
        System.out.printf("%-17s %-9s %8s %6s %8s%n", "", "", "pid", "port", "memory");
        for (var member : Member.values()) {
            var one = running.get(member);
            boolean ready = one != null && stack.ready(one);
            allReady &= ready;
            if (one == null) {
                System.out.printf("%-17s %-9s%n", member.title(), "down");
            } else {
                System.out.printf(
                        "%-17s %-9s %8d %6d %8s%n",
                        member.title(),
                        ready ? "ready" : "not ready",
                        one.process().pid(),
                        one.port(),
                        one.memory().map(bytes -> (bytes >> 20) + " MiB").orElse(""));
            }
        }
        if (!allReady) {
            System.out.println(
                    "Start what is missing with ./liverun up --detach; see why with ./liverun logs SERVICE.");
        }
        return allReady ? 0 : NOT_READY;
    }
}
