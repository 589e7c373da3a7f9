package dev.liverun.embedded;

import java.nio.file.Path;

/** Stops the pair that the tests of a build share. The argument is the distribution directory; without, the system property. */
public final class StopShared {
    private StopShared() {}

    public static void main(String[] arguments) {
        Dist dist = arguments.length > 0 ? new Dist(Path.of(arguments[0])) : Dist.fromSystemProperty();
        new SharedPair(dist).stop();
    }
}
