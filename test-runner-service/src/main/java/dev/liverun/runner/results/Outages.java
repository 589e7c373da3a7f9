package dev.liverun.runner.results;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;

/** Failures of the database that pass by themselves. */
public final class Outages {

    /** Shutting down, too many connections, serialisation, deadlock. */
    private static final Set<String> PASSING =
            Set.of("57P01", "57P02", "57P03", "53300", "53400", "40001", "40P01", "55P03", "25P03", "57P05", "25006");

    private Outages() {}

    public static boolean passes(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause() == link ? null : link.getCause()) {
            if (link instanceof PgException refused) {
                String state = refused.getSqlState();
                return state != null && (PASSING.contains(state) || state.startsWith("08"));
            }
            if (link instanceof IOException || link instanceof ClosedConnectionException) {
                return true;
            }
        }
        return false;
    }
}
