package dev.liverun.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs, which refuse to run as root, when we are root: in a user namespace, where that works (files
 * stay root's), else as the user {@code nobody}, who is then given the data directory.
 */
final class Unprivileged {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOBODY = "65534";

    private enum Way {
        AS_WE_ARE,
        USER_NAMESPACE,
        NOBODY
    }

    private final Way way;

    private Unprivileged(Way way) {
        this.way = way;
    }

    static Unprivileged choose() {
        if (!Processes.weAreRoot()) {
            return new Unprivileged(Way.AS_WE_ARE);
        }
        for (Way way : List.of(Way.USER_NAMESPACE, Way.NOBODY)) {
            Unprivileged candidate = new Unprivileged(way);
            if (Processes.run(PATIENCE, candidate.command(List.of("true"))).exit() == 0) {
                return candidate;
            }
        }
        throw new EmbeddedException("PostgreSQL does not run as root, and neither unshare nor setpriv works here: "
                + "start Liverun as an ordinary user.");
    }

    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix());
        all.addAll(command);
        return all;
    }

    List<String> prefix() {
        return switch (way) {
            case AS_WE_ARE -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        };
    }

    /** Gives the directory to whoever {@link #command} runs as. */
    void own(Path directory) {
        if (way == Way.NOBODY) {
            Processes.Outcome chown =
                    Processes.run(PATIENCE, List.of("chown", "-R", NOBODY + ":" + NOBODY, directory.toString()));
            if (chown.exit() != 0) {
                throw new EmbeddedException("The directory " + directory + " cannot be given to the user nobody: "
                        + chown.output().strip());
            }
        }
    }
}
