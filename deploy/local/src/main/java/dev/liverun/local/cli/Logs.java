package dev.liverun.local.cli;

import dev.liverun.local.stack.Member;
import dev.liverun.local.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./liverun logs}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Show the end of the logs of one service, or of all.")
final class Logs implements Runnable {

    private static final long LOOK_AGAIN_MILLIS = 250;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "postgres, kafka, sandbox, session, health-monitor, test-runner, feedback or gateway.")
    private @Nullable String service;

    @Option(names = "-f", description = "Follow: go on as lines are written. Ctrl-C ends it.")
    private boolean follow;

    @Option(names = "-n", defaultValue = "50", paramLabel = "LINES", description = "Lines of each (default: 50).")
    private int lines = 50;

    @Override
    public void run() {
        var directory = data.existing();
        var positions = new LinkedHashMap<Path, Long>();
        try {
            for (var member : members()) {
                var log = directory.log(member);
                positions.put(log, showEnd(member, log, lines));
            }
            while (follow) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
                for (var log : new ArrayList<>(positions.keySet())) {
                    positions.put(log, showFrom(log, positions.getOrDefault(log, 0L)));
                }
            }
        } catch (IOException e) {
            throw new StackException("The logs cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Member> members() {
        if (service == null) {
            return List.of(Member.values());
        }
        return List.of(Member.of(service)
                .orElseThrow(() -> new StackException("No service is called " + service
                        + "; there are "
                        + Arrays.stream(Member.values()).map(Member::id).collect(Collectors.joining(", ")) + ".")));
    }

    private static long showEnd(Member member, Path log, int count) throws IOException {
        try {
            List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            System.out.println("== " + member.title());
            all.subList(Math.max(0, all.size() - count), all.size()).forEach(System.out::println);
            return Files.size(log);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static long showFrom(Path log, long position) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= position) {
            return position;
        }
        try (var channel = Files.newByteChannel(log)) {
            channel.position(position);
            var bytes = java.nio.ByteBuffer.allocate((int) Math.min(1 << 20, channel.size() - position));
            int read = channel.read(bytes);
            System.out.print(new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8));
            return position + Math.max(0, read);
        }
    }
}
