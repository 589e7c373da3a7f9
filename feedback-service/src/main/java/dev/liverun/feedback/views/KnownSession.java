package dev.liverun.feedback.views;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.events.contract.SessionStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A test session as it is known here. */
public record KnownSession(
        UUID id,
        long version,
        String name,
        SessionStatus status,
        String testerId,
        List<Participant> participants,
        Map<String, Object> configuration) {

    /** Whether this caller may report in it: who takes part as tester or commenter, or an operator who steps in. */
    public boolean commentableBy(Caller caller) {
        return caller.has(Roles.OPERATOR)
                || caller.is(testerId)
                || participants.stream()
                        .anyMatch(participant ->
                                participant.role() != ParticipantRole.OBSERVER && caller.is(participant.subject()));
    }

    /** Whether this integration is in its scope ({@code integrations}); all are when it names none. */
    public boolean concerns(UUID endpointId, String endpointName) {
        return !(configuration.get("integrations") instanceof List<?> scope)
                || scope.isEmpty()
                || scope.stream()
                        .anyMatch(entry -> entry instanceof Map<?, ?> integration
                                && (endpointName.equals(integration.get("name"))
                                        || endpointId.toString().equals(integration.get("endpoint_id"))));
    }

    /** Whether its reports become GitHub issues by themselves ({@code github.auto_create}); they do unless it says no. */
    public boolean createsIssues() {
        return !(configuration.get("github") instanceof Map<?, ?> github
                && Boolean.FALSE.equals(github.get("auto_create")));
    }

    /** The repository of its issues ({@code github.repository}), or the given one. */
    public String repositoryOr(String usual) {
        return configuration.get("github") instanceof Map<?, ?> github
                        && github.get("repository") instanceof String repository
                ? repository
                : usual;
    }
}
