package dev.liverun.health.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full: who connects waits for good, until it is closed and refuses. */
public final class HangingPort implements AutoCloseable {

    private static final int MORE_THAN_FIT = 8;

    private final ServerSocket server;
    private final List<SocketChannel> filling = new ArrayList<>();

    public HangingPort(InetAddress address) {
        this(address, 0);
    }

    public HangingPort(InetAddress address, int port) {
        try {
            server = new ServerSocket(port, 1, address);
            for (int i = 0; i < MORE_THAN_FIT; i++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(address, server.getLocalPort()));
                filling.add(channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (var channel : filling) {
                channel.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
