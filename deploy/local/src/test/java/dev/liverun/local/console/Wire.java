package dev.liverun.local.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a browser and the gateway, which can be cut: connections break off, and new ones are refused. */
final class Wire implements AutoCloseable {

    private final ServerSocket server;
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Wire(int to) throws IOException {
        this.to = to;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String address() {
        return "http://localhost:" + server.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(Wire::shut);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Wire::shut);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                open.add(near);
                if (cut) {
                    shut(near);
                } else {
                    var far = new Socket(InetAddress.getLoopbackAddress(), to);
                    open.add(far);
                    start(() -> copy(near, far));
                    start(() -> copy(far, near));
                }
            } catch (IOException e) {
                // Closed, or the gateway is away: the browser sees it.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone; so does the other.
        }
        open.remove(from);
        open.remove(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is shut.
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
