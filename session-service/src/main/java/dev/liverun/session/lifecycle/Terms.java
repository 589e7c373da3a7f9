package dev.liverun.session.lifecycle;

import dev.liverun.session.configuration.SessionConfiguration;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Transient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What people have agreed on about a session: its name, who takes part, how it is configured. Changed only by {@link Session}. */
@Embeddable
class Terms {

    private String name;
    private @Nullable String description;

    /** JSON text: Hibernate Reactive binds it as jsonb. Written anew with every change, never changed in place. */
    @JdbcTypeCode(SqlTypes.JSON)
    private String configuration;

    @JdbcTypeCode(SqlTypes.JSON)
    private String participants;

    /** What the two texts say, from when it was first asked for: each change reads it several times. */
    @Transient
    private @Nullable Map<String, Object> configured;

    @Transient
    private @Nullable Participants taking;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Terms() {}

    Terms(String name, @Nullable String description, Participants participants, Map<String, Object> configuration) {
        this.name = name;
        this.description = description;
        this.participants = participants.toJson().encode();
        this.taking = participants;
        this.configuration = new JsonObject(configuration).encode();
    }

    /**
     * Takes over what is given; what is not stays.
     *
     * @return the JSON names of what is different now
     */
    List<String> take(SessionChange change, String testerId) {
        var changed = new ArrayList<String>();
        if (change.name() != null && !change.name().equals(name)) {
            name = change.name();
            changed.add("name");
        }
        if (change.describes() && !Objects.equals(change.description(), description)) {
            description = change.description();
            changed.add("description");
        }
        if (change.participants() != null) {
            var wanted = Participants.of(testerId, change.participants()).toJson();
            if (!wanted.equals(new JsonObject(participants))) {
                participants = wanted.encode();
                taking = null;
                changed.add("participants");
            }
        }
        if (change.configuration() != null) {
            var wanted = new JsonObject(change.configuration());
            if (!wanted.equals(new JsonObject(configuration))) {
                configuration = wanted.encode();
                configured = null;
                changed.add("configuration");
            }
        }
        return changed;
    }

    String name() {
        return name;
    }

    @Nullable
    String description() {
        return description;
    }

    Participants participants(String testerId) {
        var known = taking;
        if (known == null) {
            known = Participants.stored(testerId, new JsonObject(participants));
            taking = known;
        }
        return known;
    }

    /** As it was given; unmodifiable. */
    Map<String, Object> configurationValues() {
        var known = configured;
        if (known == null) {
            known = Collections.unmodifiableMap(new JsonObject(configuration).getMap());
            configured = known;
        }
        return known;
    }

    SessionConfiguration configuration() {
        return SessionConfiguration.of(configurationValues());
    }
}
