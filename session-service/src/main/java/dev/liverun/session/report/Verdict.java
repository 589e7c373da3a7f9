package dev.liverun.session.report;

import dev.liverun.session.state.SessionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what was tested is ready, by the session's gates. One gate that fails makes it NOT_READY; else one about which
 * nothing can be said makes it INCONCLUSIVE.
 *
 * @param decided false while the session has not ended: then it is what the verdict would be now
 * @param reasons of all gates that did not pass
 * @param gates those that are always there, and those that the session's configuration asks for
 */
public record Verdict(Outcome verdict, boolean decided, List<String> reasons, List<Gate> gates) {

    /** The answer to stakeholders. */
    public enum Outcome {
        READY,
        NOT_READY,
        INCONCLUSIVE
    }

    /** What became of a gate. */
    public enum GateOutcome {
        PASSED,
        FAILED,
        INCONCLUSIVE
    }

    /** One gate, and in a sentence why it has this outcome. */
    public record Gate(String name, GateOutcome outcome, String reason) {

        static Gate passed(String name, String reason) {
            return new Gate(name, GateOutcome.PASSED, reason);
        }

        static Gate failed(String name, String reason) {
            return new Gate(name, GateOutcome.FAILED, reason);
        }

        static Gate open(String name, String reason) {
            return new Gate(name, GateOutcome.INCONCLUSIVE, reason);
        }

        static Gate when(boolean held, String name, String reason) {
            return held ? passed(name, reason) : failed(name, reason);
        }
    }

    static Verdict of(Findings findings) {
        var gates = new ArrayList<Gate>();
        gates.add(session(findings.state()));
        gates.addAll(ResultGates.of(findings));
        gates.addAll(CircumstanceGates.of(findings));
        var reasons = gates.stream()
                .filter(gate -> gate.outcome() != GateOutcome.PASSED)
                .map(Gate::reason)
                .toList();
        return new Verdict(outcome(gates), findings.state().isOver(), reasons, gates);
    }

    private static Outcome outcome(List<Gate> gates) {
        if (gates.stream().anyMatch(gate -> gate.outcome() == GateOutcome.FAILED)) {
            return Outcome.NOT_READY;
        }
        return gates.stream().anyMatch(gate -> gate.outcome() == GateOutcome.INCONCLUSIVE)
                ? Outcome.INCONCLUSIVE
                : Outcome.READY;
    }

    private static Gate session(SessionState state) {
        return switch (state) {
            case COMPLETED -> Gate.passed("session", "The session was completed.");
            case FAILED -> Gate.failed("session", "The session was failed.");
            case CREATED, ACTIVE, PAUSED -> Gate.open("session", "The session has not ended; it is " + state + ".");
        };
    }
}
