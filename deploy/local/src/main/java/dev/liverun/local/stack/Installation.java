package dev.liverun.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built tree that the launcher was started from. */
public record Installation(Path home) {

    /** The tree that {@code ./liverun} stands in. */
    public static Installation ofSystemProperty() {
        var home = System.getProperty("liverun.home");
        if (home == null) {
            throw new StackException("Start Liverun with ./liverun, which tells where it is installed.");
        }
        return new Installation(Path.of(home).toAbsolutePath().normalize());
    }

    public Path embeddedDist() {
        return home.resolve("deploy/embedded/target/dist");
    }

    /** The runnable jar of a module, as its build leaves it. */
    public Path jar(Member member) {
        var jar = home.resolve(member.jar());
        if (!Files.isRegularFile(jar)) {
            throw new StackException(member.title() + " is not built (" + member.jar()
                    + " is missing): run ./liverun up," + " which builds what is needed.");
        }
        return jar;
    }

    /** Where the class archive of a module stands, which makes its next start faster. */
    public Path classArchive(Member member) {
        var jar = home.resolve(member.jar());
        return jar.resolveSibling("classes-jdk" + Runtime.version().feature() + ".jsa");
    }
}
