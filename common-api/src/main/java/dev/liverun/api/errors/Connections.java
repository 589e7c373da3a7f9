package dev.liverun.api.errors;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;

/** Recognises that the other side is not there. */
final class Connections {

    private Connections() {}

    static boolean isBroken(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof ClosedConnectionException
                || failure instanceof ClosedChannelException
                // The pool has no exception type of its own for "no connection became free in time".
                || (failure instanceof NoStackTraceThrowable && "Timeout".equals(failure.getMessage()));
    }
}
