package dev.liverun.integrations.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The idle connections of one event loop. The one used last is used next, so that those not needed grow old and go. */
final class ConnectionPool {

    private final WireLimits limits;
    private final Map<Origin, Deque<Connection>> idle = new HashMap<>();
    private int count;

    ConnectionPool(WireLimits limits) {
        this.limits = limits;
    }

    Optional<Connection> take(Origin origin) {
        Deque<Connection> connections = idle.get(origin);
        while (connections != null && !connections.isEmpty()) {
            Connection connection = connections.removeLast();
            count--;
            if (connections.isEmpty()) {
                idle.remove(origin);
            }
            if (connection.open() && !tooOld(connection)) {
                return Optional.of(connection);
            }
            connection.close();
        }
        return Optional.empty();
    }

    void offer(Connection connection) {
        if (!connection.open() || count >= limits.maxIdleConnections()) {
            connection.close();
            return;
        }
        connection.idle(System.nanoTime());
        idle.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>(2)).addLast(connection);
        count++;
    }

    /** The connection was closed by the remote side. */
    void forget(Connection connection) {
        Deque<Connection> connections = idle.get(connection.origin());
        if (connections != null && connections.remove(connection)) {
            count--;
            if (connections.isEmpty()) {
                idle.remove(connection.origin());
            }
        }
    }

    void closeOld() {
        List<Connection> old = new ArrayList<>();
        for (Iterator<Deque<Connection>> perOrigin = idle.values().iterator(); perOrigin.hasNext(); ) {
            Deque<Connection> connections = perOrigin.next();
            while (!connections.isEmpty() && tooOld(connections.getFirst())) {
                old.add(connections.removeFirst());
                count--;
            }
            if (connections.isEmpty()) {
                perOrigin.remove();
            }
        }
        old.forEach(Connection::close);
    }

    void closeAll() {
        List<Connection> all = new ArrayList<>(count);
        idle.values().forEach(all::addAll);
        idle.clear();
        count = 0;
        all.forEach(Connection::close);
    }

    private boolean tooOld(Connection connection) {
        return System.nanoTime() - connection.idleSince() > limits.keepAlive().toNanos();
    }
}
