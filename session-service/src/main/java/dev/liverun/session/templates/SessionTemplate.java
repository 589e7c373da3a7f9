package dev.liverun.session.templates;

import dev.liverun.events.Ids;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A configuration under a name. */
@Entity
@Table(name = "session_templates")
public class SessionTemplate {

    @Id
    private UUID id;

    private String name;
    private @Nullable String description;

    @JdbcTypeCode(SqlTypes.JSON)
    private String configuration;

    private String createdBy;
    private Instant createdAt;

    @Version
    private long version = 1;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected SessionTemplate() {}

    SessionTemplate(
            String name,
            @Nullable String description,
            Map<String, Object> configuration,
            String createdBy,
            Clock clock) {
        this.id = Ids.next();
        this.name = name;
        this.description = description;
        this.configuration = new JsonObject(configuration).encode();
        this.createdBy = createdBy;
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Takes over what is given; null stays. */
    void change(
            @Nullable String newName, @Nullable String newDescription, @Nullable Map<String, Object> newConfiguration) {
        if (newName != null) {
            name = newName;
        }
        if (newDescription != null) {
            description = newDescription;
        }
        if (newConfiguration != null) {
            configuration = new JsonObject(newConfiguration).encode();
        }
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public @Nullable String description() {
        return description;
    }

    public Map<String, Object> configuration() {
        return new JsonObject(configuration).getMap();
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public long version() {
        return version;
    }
}
