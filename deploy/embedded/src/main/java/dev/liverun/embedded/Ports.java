package dev.liverun.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback TCP ports. Whether one is free can change between the question and its use: whoever binds must still handle that. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private Ports() {}

    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free TCP port", e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a connection of an earlier owner in TIME_WAIT does not occupy the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The port to start on: the wanted one if there is one (and then it must be free), else the remembered one if it is
     * free, else any free one.
     */
    static int choose(String what, int wanted, int remembered) {
        if (wanted != 0) {
            if (!isFree(wanted)) {
                throw inUse(what, wanted);
            }
            return wanted;
        }
        return remembered != 0 && isFree(remembered) ? remembered : free();
    }

    static EmbeddedException inUse(String what, int port) {
        return new EmbeddedException(
                "Port " + port + " is in use by another program: stop that program or give " + what + " another port.");
    }
}
