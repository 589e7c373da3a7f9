package dev.liverun.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.TreeMap;

/**
 * The ports of a stack: chosen once, kept with its data, so that every process finds the others again after a restart.
 */
final class Ports {

    private final DataDirectory data;

    Ports(DataDirectory data) {
        this.data = data;
    }

    /** The remembered port of that name; a free one the first time. */
    synchronized int of(String name) {
        var remembered = new TreeMap<>(PropertiesFile.read(data.ports()));
        var known = remembered.get(name);
        if (known != null) {
            return Integer.parseInt(known);
        }
        int port = free();
        remembered.put(name, Integer.toString(port));
        PropertiesFile.write(data.ports(), remembered);
        return port;
    }

    /** Forgets the port, so that the next {@link #of} chooses another. */
    synchronized void forget(String name) {
        var remembered = new TreeMap<>(PropertiesFile.read(data.ports()));
        remembered.remove(name);
        PropertiesFile.write(data.ports(), remembered);
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException("No free port on this machine: end some programs that listen on ports.", e);
        }
    }
}
