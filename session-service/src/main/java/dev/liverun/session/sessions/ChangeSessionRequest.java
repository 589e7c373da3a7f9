package dev.liverun.session.sessions;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.liverun.session.lifecycle.ParticipantEntry;
import dev.liverun.session.lifecycle.SessionChange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is to change about a session: a field that is left out stays as it is, {@code "description": null} removes the
 * description. Participants and configuration are replaced as a whole.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.NONE,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public class ChangeSessionRequest {

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    @Nullable
    @Size(max = 200)
    @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
    String name;

    @Nullable
    @Size(max = 10_000)
    String description;

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    @Nullable
    @Size(max = 200)
    List<@NotNull @Valid ParticipantEntry> participants;

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    @Nullable
    @Schema(description = "See GET /sessions/configuration-schema.")
    Map<String, Object> configuration;

    private boolean describes;

    public ChangeSessionRequest() {}

    @JsonProperty("description")
    void setDescription(@Nullable String text) {
        description = text;
        describes = true;
    }

    Optional<Map<String, Object>> configuration() {
        return Optional.ofNullable(configuration);
    }

    SessionChange change() {
        return new SessionChange(name, describes, description, participants, configuration);
    }
}
