package dev.liverun.api.operations;

import dev.liverun.api.audit.AuditFilter;
import dev.liverun.api.audit.AuditRecord;
import dev.liverun.api.audit.AuditRepository;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who changed what. */
@Path("/operations/{service}/audit")
@Tag(name = "operations")
public class AuditResource {

    private final AuditRepository entries;
    private final ThisService self;

    AuditResource(AuditRepository entries, ThisService self) {
        this.entries = entries;
        this.self = self;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "The audit log of this service, newest first")
    public Uni<Page<AuditRecord>> list(
            @PathParam("service") String service, @Valid @BeanParam PageRequest page, @BeanParam AuditFilter filter) {
        self.mustBe(service);
        return entries.list(filter, page);
    }
}
