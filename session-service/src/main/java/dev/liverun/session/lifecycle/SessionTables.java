package dev.liverun.session.lifecycle;

import dev.liverun.events.rebuild.ViewTable;

/** Tables of views with a row's session in {@code session_id}. */
public final class SessionTables {

    private static final String EXISTS =
            "exists (select from test_sessions session where session.id = entry.session_id)";
    private static final String NOT_SEALED =
            " and not exists (select from session_seals seal where seal.session_id = entry.session_id)";

    private SessionTables() {}

    /** What its owner keeps for as long as we do. */
    public static ViewTable kept(String name) {
        return new ViewTable(name, EXISTS);
    }

    /** What is evidence once it is sealed: from then on it stays as it is, because its owner may keep it for a shorter time. */
    public static ViewTable sealed(String name) {
        return new ViewTable(name, EXISTS + NOT_SEALED);
    }
}
