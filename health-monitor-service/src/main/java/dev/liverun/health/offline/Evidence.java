package dev.liverun.health.offline;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who was reached, and who was not. A host that was out of reach while another was not is down by itself, and says nothing
 * about us until it is reached again. Plain Java; used by one thread.
 */
final class Evidence {

    private record Contact(String host, long nanos) {}

    private final int hosts;
    private final Set<String> down = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private @Nullable Contact latest;
    /** The latest with another host than {@link #latest}. */
    private @Nullable Contact latestOther;

    /** @param hosts how many that were not known to be down must be out of reach together */
    Evidence(int hosts) {
        this.hosts = hosts;
    }

    /** @param nanos by {@link System#nanoTime()}, as everywhere here */
    void reached(String host, long nanos) {
        if (latest != null && !latest.host().equals(host)) {
            latestOther = latest;
        }
        latest = new Contact(host, nanos);
        down.addAll(silent);
        silent.clear();
        down.remove(host);
    }

    void outOfReach(String host) {
        if (!down.contains(host)) {
            silent.add(host);
        }
    }

    /** Whether a host other than this one was reached since then. */
    boolean reachedAnotherSince(String host, long nanos) {
        var other = latest != null && latest.host().equals(host) ? latestOther : latest;
        return other != null && other.nanos() - nanos >= 0;
    }

    /** Whether so many are out of reach together that it must be us. */
    boolean everybodyIsOutOfReach() {
        return silent.size() >= hosts;
    }
}
