package dev.liverun.runner.workflows;

import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.WorkflowDefinition;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workflow as it is kept: its document, and what lists show of it. */
@Entity
@Table(name = "workflows")
public class Workflow {

    @Id
    private UUID id;

    private String name = "";

    private @Nullable String title;

    private @Nullable String description;

    private @Nullable String integration;

    @Enumerated(EnumType.STRING)
    private StepKind kind = StepKind.READ;

    private boolean destructive;

    private String document = "";

    @Enumerated(EnumType.STRING)
    private WorkflowOrigin origin = WorkflowOrigin.USER;

    private String createdBy = "";

    private Instant createdAt = Instant.EPOCH;

    private Instant updatedAt = Instant.EPOCH;

    @Version
    private long version;

    /** For Hibernate. */
    protected Workflow() {}

    static Workflow create(
            UUID id, WorkflowDefinition definition, String document, WorkflowOrigin origin, String by, Instant now) {
        var workflow = new Workflow();
        workflow.id = id;
        workflow.name = definition.name();
        workflow.origin = origin;
        workflow.createdBy = by;
        workflow.createdAt = now;
        workflow.change(definition, document, now);
        return workflow;
    }

    /** Another document under the same name. */
    void change(WorkflowDefinition definition, String newDocument, Instant now) {
        title = definition.title();
        description = definition.description();
        integration = definition.integration();
        kind = definition.kind();
        destructive = definition.destructive();
        document = newDocument;
        updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public @Nullable String title() {
        return title;
    }

    public @Nullable String description() {
        return description;
    }

    public @Nullable String integration() {
        return integration;
    }

    public StepKind kind() {
        return kind;
    }

    public boolean destructive() {
        return destructive;
    }

    public String document() {
        return document;
    }

    public WorkflowOrigin origin() {
        return origin;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long version() {
        return version;
    }
}
