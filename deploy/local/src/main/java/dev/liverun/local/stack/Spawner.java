package dev.liverun.local.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts the Java processes of a stack, so that they outlive the launcher. */
final class Spawner {

    private final Installation installation;
    private final DataDirectory data;

    Spawner(Installation installation, DataDirectory data) {
        this.installation = installation;
        this.data = data;
    }

    Running spawn(Member member, int port, List<String> jvm, List<String> arguments, Map<String, String> environment) {
        var jar = installation.jar(member);
        var command = new ArrayList<String>();
        // A session of its own: Ctrl-C at the terminal is for the launcher, which then stops everything in order.
        if (isOnPath("setsid")) {
            command.add("setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(classArchive(member, jar));
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        var log = data.log(member).toFile();
        var builder = new ProcessBuilder(command)
                .directory(data.root().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        try {
            return Running.remember(data, member, builder.start().toHandle(), port);
        } catch (IOException e) {
            throw new StackException(member.title() + " cannot be started (" + e.getMessage() + ").", e);
        }
    }

    /**
     * Classes loaded once are kept in an archive beside the jar when the process ends, and mapped at the next start: about
     * a third less time to start. An archive belongs to one build of the jar and one JDK.
     */
    private List<String> classArchive(Member member, Path jar) {
        var archive = installation.classArchive(member);
        try {
            if (Files.exists(archive)) {
                if (modified(archive).compareTo(modified(jar)) > 0) {
                    return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
                }
                Files.delete(archive);
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
