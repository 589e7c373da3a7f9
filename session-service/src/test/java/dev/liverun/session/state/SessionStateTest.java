package dev.liverun.session.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    @Test
    void theStepsAreThoseOfTheSpecificationAndNoOthers() {
        var steps = new TreeSet<String>();
        for (var state : SessionState.values()) {
            for (var transition : state.legal()) {
                steps.add(state + " → " + state.after(transition));
            }
        }
        assertThat(steps)
                .containsExactlyInAnyOrder(
                        "CREATED → ACTIVE",
                        "ACTIVE → PAUSED",
                        "PAUSED → ACTIVE",
                        "ACTIVE → COMPLETED",
                        "ACTIVE → FAILED",
                        "PAUSED → FAILED");
    }

    @Test
    void everyOtherStepIsRefusedAndTheLegalOnesAreNamed() {
        for (var state : SessionState.values()) {
            for (var transition : EnumSet.complementOf(legal(state))) {
                assertThatThrownBy(() -> state.after(transition))
                        .as("%s from %s", transition, state)
                        .isInstanceOfSatisfying(IllegalTransition.class, problem -> {
                            assertThat(problem.status()).isEqualTo(409);
                            assertThat(problem.members())
                                    .containsEntry("session_status", state.name())
                                    .containsEntry(
                                            "legal_transitions",
                                            List.copyOf(state.legal().stream()
                                                    .map(Transition::apiName)
                                                    .toList()));
                        });
            }
        }
    }

    @Test
    void nothingLeadsOutOfTheEnd() {
        assertThat(SessionState.COMPLETED.legal()).isEmpty();
        assertThat(SessionState.FAILED.legal()).isEmpty();
    }

    private static EnumSet<Transition> legal(SessionState state) {
        var legal = EnumSet.noneOf(Transition.class);
        legal.addAll(state.legal());
        return legal;
    }
}
