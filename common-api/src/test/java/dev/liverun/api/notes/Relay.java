package dev.liverun.api.notes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Passes TCP connections on, until it is told not to. Test resources and tests live in different class loaders, so it is
 * told over a port: one byte, {@code 0} to cut and {@code 1} to mend, answered when done.
 */
final class Relay implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket door;
    private final ServerSocket control;
    private final String host;
    private final int port;
    private volatile boolean cut;

    private Relay(ServerSocket door, ServerSocket control, String host, int port) {
        this.door = door;
        this.control = control;
        this.host = host;
        this.port = port;
    }

    static Relay to(String host, int port) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var relay = new Relay(new ServerSocket(0, 50, loopback), new ServerSocket(0, 5, loopback), host, port);
        relay.threads.execute(() -> relay.accept(relay.door, relay::pass));
        relay.threads.execute(() -> relay.accept(relay.control, relay::obey));
        return relay;
    }

    /** Called by tests: {@code there} false cuts every connection and refuses new ones. */
    static void tell(int controlPort, boolean there) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), controlPort)) {
            socket.getOutputStream().write(there ? 1 : 0);
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    int controlPort() {
        return control.getLocalPort();
    }

    private interface Use {
        void of(Socket socket) throws IOException;
    }

    private void accept(ServerSocket server, Use use) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                threads.execute(() -> {
                    try {
                        use.of(socket);
                    } catch (IOException e) {
                        shut(socket);
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket client) throws IOException {
        if (cut) {
            shut(client);
            return;
        }
        var server = new Socket(host, port);
        open.add(client);
        open.add(server);
        threads.execute(() -> copy(server, client));
        copy(client, server);
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone: so must the other.
        } finally {
            shut(from);
            shut(to);
        }
    }

    private void obey(Socket order) throws IOException {
        try (order) {
            cut = order.getInputStream().read() == 0;
            if (cut) {
                open.forEach(this::shut);
            }
            order.getOutputStream().write(1);
        }
    }

    private void shut(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut = true;
        try {
            door.close();
            control.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(this::shut);
        threads.shutdownNow();
    }
}
