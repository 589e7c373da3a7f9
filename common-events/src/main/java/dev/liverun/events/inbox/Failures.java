package dev.liverun.events.inbox;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells a failure that will pass from one that will come again. */
public final class Failures {

    // PostgreSQL's error classes (appendix A): connection, transaction rollback, resources, operator intervention,
    // system.
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    private Failures() {}

    /** Whether trying the same again can succeed without anybody changing the record. */
    public static boolean passes(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException e) {
                var state = e.getSqlState();
                return state == null || state.length() < 2 || PASSING_CLASSES.contains(state.substring(0, 2));
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof RetriableException
                    || isClosedConnection(cause)) {
                return true;
            }
        }
        return false;
    }

    // Vert.x signals a connection that broke, or a pool that ran dry, by exceptions without a type of their own.
    private static boolean isClosedConnection(Throwable cause) {
        return cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                || cause instanceof io.vertx.core.VertxException;
    }
}
