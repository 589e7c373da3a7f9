package dev.liverun.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback TCP ports. Whether one is free can change between the question and its use: whoever binds must still handle that. */
public final class Ports {
    static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;

    /** What was given away in this JVM: nobody may listen there yet, and still somebody will. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody listens on, another one each time. Not one that the system would hand out: those are also taken by outgoing connections, of
     * which a starting process makes several before it listens, and a remembered one would be in use after the next restart.
     */
    public static int free() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = LOWEST + ThreadLocalRandom.current().nextInt(HIGHEST - LOWEST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new EmbeddedException("There is no free TCP port between " + LOWEST + " and " + HIGHEST + ".");
    }

    /** Whether a server could listen on this loopback port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a connection of an earlier owner in TIME_WAIT does not occupy the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The wanted port, which must be free; without one (0) the remembered one if it is free or about to be, else any. */
    static int choose(String what, int wanted, int remembered) {
        if (wanted != 0) {
            if (!isFree(wanted)) {
                throw new PortInUseException(what, wanted);
            }
            return wanted;
        }
        if (remembered != 0 && Waiting.until(PATIENCE, () -> isFree(remembered))) {
            return remembered;
        }
        return free();
    }
}
