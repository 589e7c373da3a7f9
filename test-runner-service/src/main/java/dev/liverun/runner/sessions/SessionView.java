package dev.liverun.runner.sessions;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.events.contract.SessionStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A test session as it is known here. */
public record SessionView(
        UUID id,
        long version,
        SessionStatus status,
        String name,
        String testerId,
        List<Participant> participants,
        Map<String, Object> configuration,
        boolean purged) {

    /** What the session allows its tests to do. */
    public Approvals approvals() {
        return Approvals.of(configuration);
    }

    /** Whether this caller may run tests in it: a tester who takes part, or an operator who steps in. */
    public boolean testableBy(Caller caller) {
        return caller.has(Roles.OPERATOR)
                || caller.has(Roles.TESTER) && (caller.is(testerId) || isTester(caller.subject()));
    }

    private boolean isTester(String subject) {
        return participants.stream()
                .anyMatch(participant -> participant.role() == ParticipantRole.TESTER
                        && participant.subject().equals(subject));
    }
}
