package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.Invalid;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who takes part in a session. The tester is always among them, as TESTER, and stands first; the others follow by name.
 */
public final class Participants {

    private final Map<String, ParticipantRole> roles;

    private Participants(Map<String, ParticipantRole> roles) {
        this.roles = roles;
    }

    /**
     * The tester and those who were invited.
     *
     * @throws Invalid if somebody is listed twice, or the tester in another role
     */
    public static Participants of(String testerId, List<ParticipantEntry> invited) {
        var others = new TreeMap<String, ParticipantRole>();
        for (int i = 0; i < invited.size(); i++) {
            var entry = invited.get(i);
            if (entry.subject().equals(testerId)) {
                if (entry.role() != ParticipantRole.TESTER) {
                    throw new Invalid("participants[" + i + "].role", "must be TESTER: " + testerId + " is the tester");
                }
            } else if (others.put(entry.subject(), entry.role()) != null) {
                throw new Invalid("participants[" + i + "].subject", "is listed twice: " + entry.subject());
            }
        }
        var roles = new LinkedHashMap<String, ParticipantRole>();
        roles.put(testerId, ParticipantRole.TESTER);
        roles.putAll(others);
        return new Participants(roles);
    }

    static Participants stored(String testerId, JsonObject json) {
        return of(
                testerId,
                json.stream()
                        .map(entry -> new ParticipantEntry(
                                entry.getKey(), ParticipantRole.valueOf(String.valueOf(entry.getValue()))))
                        .toList());
    }

    JsonObject toJson() {
        var json = new JsonObject();
        roles.forEach((subject, role) -> json.put(subject, role.name()));
        return json;
    }

    public Optional<ParticipantRole> roleOf(String subject) {
        return Optional.ofNullable(roles.get(subject));
    }

    public List<Participant> list() {
        return roles.entrySet().stream()
                .map(entry -> new Participant(entry.getKey(), entry.getValue()))
                .toList();
    }
}
