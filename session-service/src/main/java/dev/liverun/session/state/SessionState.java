package dev.liverun.session.state;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The states of a test session and the only ways between them (specification: TestSession, State Transitions).
 *
 * <pre>
 *  CREATED ──start──▶ ACTIVE ──complete──▶ COMPLETED
 *                     │ ▲  └────fail─────▶ FAILED
 *                 pause resume               ▲
 *                     ▼ │                    │
 *                    PAUSED ───────fail──────┘
 * </pre>
 */
public enum SessionState {
    CREATED,
    ACTIVE,
    PAUSED,
    COMPLETED,
    FAILED;

    /** What is legal now, and where it leads. */
    private Map<Transition, SessionState> steps() {
        return switch (this) {
            case CREATED -> Map.of(Transition.START, ACTIVE);
            case ACTIVE ->
                Map.of(
                        Transition.PAUSE, PAUSED,
                        Transition.COMPLETE, COMPLETED,
                        Transition.FAIL, FAILED);
            case PAUSED ->
                Map.of(
                        Transition.RESUME, ACTIVE,
                        Transition.FAIL, FAILED);
            case COMPLETED, FAILED -> Map.of();
        };
    }

    /** The legal transitions, in the order of {@link Transition}. */
    public Set<Transition> legal() {
        var legal = EnumSet.noneOf(Transition.class);
        legal.addAll(steps().keySet());
        return Collections.unmodifiableSet(legal);
    }

    /**
     * The state after {@code transition}.
     *
     * @throws IllegalTransition if it is not legal here
     */
    public SessionState after(Transition transition) {
        var next = steps().get(transition);
        if (next == null) {
            throw new IllegalTransition(this, transition.apiName(), legal());
        }
        return next;
    }

    /** Whether it has started and not ended: checks and results may be recorded for it. */
    public boolean isOpen() {
        return this == ACTIVE || this == PAUSED;
    }

    /** Whether it has ended, for good. */
    public boolean isOver() {
        return this == COMPLETED || this == FAILED;
    }
}
