package dev.liverun.session.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.api.problem.Invalid;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.session.state.IllegalTransition;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.state.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Session session = new Session(
            "Release 7",
            null,
            "ada",
            Participants.of("ada", List.of(new ParticipantEntry("bob", ParticipantRole.OBSERVER))),
            Map.of("auto_pause", true),
            at(NOON));

    @Test
    void aNewSessionTellsOfItsWholeState() {
        var event = session.created("ada");

        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.time()).isEqualTo(NOON);
        assertThat(event.data().session().status()).isEqualTo(SessionStatus.CREATED);
        assertThat(event.data().session().participants())
                .containsExactly(
                        new Participant("ada", ParticipantRole.TESTER),
                        new Participant("bob", ParticipantRole.OBSERVER));
        assertThat(event.data().session().configuration()).containsEntry("auto_pause", true);
    }

    @Test
    void startingSetsTheFirstStartAndResumingKeepsIt() {
        session.start(at(NOON.plusSeconds(1)), "ada");
        session.pause(PauseCause.MANUAL, "lunch", AN_HOUR, at(NOON.plusSeconds(2)), "ada");
        var resumed = session.resume(null, true, at(NOON.plusSeconds(3)), "ada");

        assertThat(resumed.data().session().startedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(session.pause()).isEmpty();
    }

    @Test
    void theEventOfAChangeCarriesTheVersionThatTheChangeWillHave() {
        var started = session.start(at(NOON), "ada");

        assertThat(started.sequence()).isEqualTo(session.version() + 1);
        assertThat(started.data().session().version()).isEqualTo(started.sequence());
    }

    @Test
    void aPauseKnowsWhenItFailsTheSession() {
        session.start(at(NOON), "ada");
        session.pause(PauseCause.SYSTEM, "banano is TIMEOUT", AN_HOUR, at(NOON.plusSeconds(60)), "system:x");

        assertThat(session.pause().orElseThrow().deadline())
                .isEqualTo(NOON.plusSeconds(60).plus(AN_HOUR));
    }

    @Test
    void aPersonTakesOverTheSystemsPauseButNotAnotherPersons() {
        session.start(at(NOON), "ada");
        session.pause(PauseCause.SYSTEM, "banano is TIMEOUT", AN_HOUR, at(NOON), "system:x");
        assertThat(session.transitions()).contains(Transition.PAUSE);

        session.takeOverPause("enough for today", at(NOON), "ada");

        assertThat(session.pause().orElseThrow().cause()).isEqualTo(PauseCause.MANUAL);
        assertThat(session.status()).isEqualTo(SessionState.PAUSED);
        assertThatThrownBy(() -> session.takeOverPause(null, at(NOON), "ada")).isInstanceOf(IllegalTransition.class);
    }

    @Test
    void timeActiveLeavesThePausesOut() {
        session.start(at(NOON), "ada");
        session.pause(PauseCause.MANUAL, "lunch", AN_HOUR, at(NOON.plusSeconds(60)), "ada");
        assertThat(session.activeTime().until(NOON.plusSeconds(600))).isEqualTo(Duration.ofSeconds(60));

        session.resume(null, true, at(NOON.plusSeconds(600)), "ada");
        assertThat(session.activeTime().until(NOON.plusSeconds(601))).isEqualTo(Duration.ofSeconds(61));

        session.complete(null, at(NOON.plusSeconds(610)), "ada");
        assertThat(session.activeTime().until(NOON.plusSeconds(9999))).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void aSecondSystemPauseIsIllegal() {
        session.start(at(NOON), "ada");
        session.pause(PauseCause.SYSTEM, "x", AN_HOUR, at(NOON), "system:x");

        assertThatThrownBy(() -> session.pause(PauseCause.SYSTEM, "x", AN_HOUR, at(NOON), "system:x"))
                .isInstanceOf(IllegalTransition.class);
    }

    @Test
    void timesOfASessionNeverRunBackwards() {
        session.start(at(NOON.minusSeconds(30)), "ada");
        session.complete("done", at(NOON.minusSeconds(60)), "ada");

        assertThat(session.startedAt()).isEqualTo(NOON);
        assertThat(session.endedAt()).isEqualTo(NOON);
    }

    @Test
    void aChangeNamesWhatIsDifferentAndNothingElse() {
        var change = new SessionChange("Release 8", true, null, null, Map.of("auto_pause", true));

        var event = session.change(change, AN_HOUR, at(NOON), "ada").orElseThrow();

        assertThat(event.data().changed()).containsExactly("name");
        assertThat(event.data().session().name()).isEqualTo("Release 8");
    }

    @Test
    void aChangeThatChangesNothingTellsNothing() {
        var change = new SessionChange("Release 7", false, null, null, null);

        assertThat(session.change(change, AN_HOUR, at(NOON), "ada")).isEmpty();
    }

    @Test
    void aSessionThatHasEndedStaysAsItIs() {
        session.start(at(NOON), "ada");
        session.fail("wrong build", at(NOON), "ada");

        var change = new SessionChange("Release 8", false, null, null, null);
        assertThatThrownBy(() -> session.change(change, AN_HOUR, at(NOON), "ada"))
                .isInstanceOf(SessionOver.class);
        assertThat(session.endReason()).isEqualTo("wrong build");
    }

    @Test
    void onlyASessionThatNeverStartedCanBeDeleted() {
        assertThat(session.delete(at(NOON), "ada").data().reason()).contains("before it started");

        session.start(at(NOON), "ada");
        assertThatThrownBy(() -> session.delete(at(NOON), "ada")).isInstanceOf(IllegalTransition.class);
    }

    @Test
    void aNewTimeoutMovesTheDeadlineOfAPauseThatIsGoingOn() {
        session.start(at(NOON), "ada");
        session.pause(PauseCause.MANUAL, null, AN_HOUR, at(NOON), "ada");

        session.change(
                new SessionChange(null, false, null, null, Map.of("pause_timeout_minutes", 5)),
                Duration.ofMinutes(5),
                at(NOON.plusSeconds(10)),
                "ada");

        assertThat(session.pause().orElseThrow().deadline()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void nobodyIsListedTwice() {
        var twice = List.of(
                new ParticipantEntry("bob", ParticipantRole.OBSERVER),
                new ParticipantEntry("bob", ParticipantRole.TESTER));
        assertThatThrownBy(() -> Participants.of("ada", twice))
                .isInstanceOfSatisfying(Invalid.class, problem -> assertThat(
                                problem.violations().get(0).field())
                        .isEqualTo("participants[1].subject"));
    }

    @Test
    void theTesterIsATester() {
        var observer = List.of(new ParticipantEntry("ada", ParticipantRole.OBSERVER));
        assertThatThrownBy(() -> Participants.of("ada", observer))
                .isInstanceOfSatisfying(Invalid.class, problem -> assertThat(
                                problem.violations().get(0).field())
                        .isEqualTo("participants[0].role"));
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
