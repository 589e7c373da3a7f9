package dev.liverun.session.lifecycle;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.contract.ParticipantRole;

/**
 * Which sessions a caller may change. Operators may change all; others those in which they take part, as far as their
 * part and their role go: a viewer takes part as a commenter at most, whatever part they were given.
 */
public final class SessionAccess {

    private SessionAccess() {}

    /** @throws NotYourSession unless the caller takes part as TESTER */
    public static void requireTester(Caller caller, Session session) {
        var allowed = session.participants()
                .roleOf(caller.subject())
                .filter(role -> role == ParticipantRole.TESTER)
                .filter(role -> caller.has(Roles.TESTER))
                .isPresent();
        if (!allowed && !caller.has(Roles.OPERATOR)) {
            throw new NotYourSession(session.id(), "TESTER");
        }
    }

    /** @throws NotYourSession unless the caller takes part as TESTER or COMMENTER */
    public static void requireCommenter(Caller caller, Session session) {
        var allowed = session.participants()
                .roleOf(caller.subject())
                .filter(role -> switch (role) {
                    case TESTER, COMMENTER -> true;
                    case OBSERVER -> false;
                })
                .isPresent();
        if (!allowed && !caller.has(Roles.OPERATOR)) {
            throw new NotYourSession(session.id(), "TESTER or COMMENTER");
        }
    }
}
