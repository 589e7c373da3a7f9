package dev.liverun.feedback.github.links;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FeedbackCategory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which repository the issues of which reports go to. */
@Path("/github/mappings")
@Tag(name = "github")
public class MappingResource {

    /** All of them, in their order: the first that fits a report counts. */
    public record MappingsDocument(@NotNull @Size(max = 200) List<@NotNull @Valid Item> items) {

        /**
         * One of them.
         *
         * @param category which reports; all if left out
         * @param endpointId of which integration; of all if left out
         * @param repository unless the report's session names another one
         * @param template the body: {@code {description}} has to be in it, {@code {details}} may be
         */
        public record Item(
                @Nullable FeedbackCategory category,
                @Nullable UUID endpointId,

                @NotBlank
                @Size(max = 200)
                @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+", message = "must be owner/name")
                String repository,

                @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> labels,

                @Nullable @Size(max = 10)
                List<@NotBlank @Pattern(regexp = "[A-Za-z0-9-]{1,39}", message = "must be a login on GitHub") String>
                        assignees,

                @Nullable
                @Size(max = 10_000)
                @Pattern(regexp = "(?s).*\\{description}.*", message = "must contain {description}")
                String template) {}
    }

    private final Mappings mappings;
    private final Transactions transactions;
    private final Audit audit;
    private final Caller caller;

    MappingResource(Mappings mappings, Transactions transactions, Audit audit, Caller caller) {
        this.mappings = mappings;
        this.transactions = transactions;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Which repository the issues of which reports go to, and what they get there")
    public Uni<MappingsDocument> read() {
        return mappings.all()
                .map(all -> new MappingsDocument(
                        all.stream().map(MappingResource::shown).toList()));
    }

    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Replace them all", description = "For reports that are filed from then on.")
    public Uni<MappingsDocument> replace(@NotNull @Valid MappingsDocument document) {
        var wanted = document.items().stream().map(MappingResource::mapping).toList();
        return transactions
                .onConnection(transaction -> mappings.replace(wanted, transaction)
                        .chain(() -> audit.record(
                                transaction, AuditEntry.by(caller, "github.mappings-replaced", "github", "mappings"))))
                .chain(mappings::refresh)
                .chain(this::read);
    }

    private static MappingsDocument.Item shown(Mapping mapping) {
        return new MappingsDocument.Item(
                mapping.category(),
                mapping.endpointId(),
                mapping.repository(),
                mapping.labels(),
                mapping.assignees(),
                mapping.template());
    }

    private static Mapping mapping(MappingsDocument.Item item) {
        return new Mapping(
                item.category(),
                item.endpointId(),
                item.repository(),
                Objects.requireNonNullElse(item.labels(), List.of()),
                Objects.requireNonNullElse(item.assignees(), List.of()),
                item.template());
    }
}
