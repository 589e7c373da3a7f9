package dev.liverun.runner.workflows;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import dev.liverun.runner.workflows.WorkflowLibrary.CannotInclude;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps workflows. */
@ApplicationScoped
public class WorkflowService {

    private final WorkflowRepository workflows;
    private final WorkflowLibrary library;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    WorkflowService(
            WorkflowRepository workflows,
            WorkflowLibrary library,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.workflows = workflows;
        this.library = library;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Within the caller's transaction. */
    Uni<WorkflowResponse> create(WorkflowRequest request, WorkflowDefinition definition, Caller caller) {
        Workflow workflow = Workflow.create(
                Ids.next(), definition, request.document(), WorkflowOrigin.USER, caller.subject(), now());
        return workflows
                .byName(definition.name())
                .invoke(existing -> {
                    if (existing != null) {
                        throw new WorkflowProblems.NameInUse();
                    }
                })
                .chain(() -> workflows.persistAndFlush(workflow))
                .call(() -> audit.record(AuditEntry.by(caller, "workflow.created", "workflow", workflow.id())
                        .with("name", workflow.name())))
                .map(WorkflowResponse::of);
    }

    /** What the document says, with all that it includes; fails with a problem that says what is wrong. */
    public Uni<WorkflowDefinition> checked(WorkflowRequest request) {
        WorkflowDefinition definition = read(request.document());
        return Uni.createFrom()
                .deferred(() -> library.link(definition, Set.of(definition.name())))
                .onFailure(CannotInclude.class)
                .transform(wrong -> new Invalid("document", String.valueOf(wrong.getMessage())));
    }

    Uni<WorkflowResponse> change(UUID id, IfMatch ifMatch, WorkflowRequest request, Caller caller) {
        return checked(request).chain(definition -> change(id, ifMatch, request, definition, caller));
    }

    private Uni<WorkflowResponse> change(
            UUID id, IfMatch ifMatch, WorkflowRequest request, WorkflowDefinition definition, Caller caller) {
        return transactions.inTransaction(() -> find(id).invoke(workflow -> {
                    mayChange(workflow, caller);
                    ifMatch.check(workflow.version());
                    if (!workflow.name().equals(definition.name())) {
                        throw new Invalid("document", "name: must stay " + workflow.name());
                    }
                    workflow.change(definition, request.document(), now());
                })
                .call(workflows::flush)
                .call(workflow -> audit.record(AuditEntry.by(caller, "workflow.changed", "workflow", id)
                        .with("version", workflow.version())))
                .map(WorkflowResponse::of));
    }

    @WithSession
    Uni<WorkflowResponse> get(UUID id) {
        return find(id).map(WorkflowResponse::of);
    }

    @WithSession
    Uni<Page<WorkflowResponse>> list(PageRequest page, @Nullable String integration) {
        return workflows.after(page.cursor(), integration, page.rows()).map(rows -> Page.of(
                        rows, page, workflow -> Cursor.of(workflow.name()))
                .map(WorkflowResponse::of));
    }

    private Uni<Workflow> find(UUID id) {
        return workflows.findById(id).onItem().ifNull().failWith(() -> new NotFound("workflow", id));
    }

    private static void mayChange(Workflow workflow, Caller caller) {
        if (workflow.origin() == WorkflowOrigin.CATALOGUE) {
            throw new WorkflowProblems.CatalogueIsFixed();
        }
        if (!caller.is(workflow.createdBy()) && !caller.has(Roles.OPERATOR)) {
            throw new Forbidden("Only " + workflow.createdBy() + " or an operator may change this workflow.");
        }
    }

    private static WorkflowDefinition read(String document) {
        try {
            return WorkflowReader.read(document);
        } catch (InvalidWorkflowException e) {
            throw new WorkflowProblems.InvalidDocument(e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
