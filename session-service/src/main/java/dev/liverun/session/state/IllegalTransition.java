package dev.liverun.session.state;

import dev.liverun.api.problem.Conflict;
import java.util.Set;

/** 409: this cannot be done to a session in its present state. {@code legal_transitions} says what can. */
public class IllegalTransition extends Conflict {

    /** {@code attempted} completes "A session cannot … while it is PAUSED". */
    public IllegalTransition(SessionState now, String attempted, Set<Transition> legal) {
        super("illegal-transition", "Illegal transition", detail(now, attempted, legal));
        with("session_status", now.name());
        with("legal_transitions", legal.stream().map(Transition::apiName).toList());
    }

    private static String detail(SessionState now, String attempted, Set<Transition> legal) {
        var names = legal.stream().map(Transition::apiName).toList();
        return "Cannot " + attempted + " a session that is " + now + "; "
                + (names.isEmpty()
                        ? "nothing leads out of this state."
                        : "legal now: " + String.join(", ", names) + ".");
    }
}
