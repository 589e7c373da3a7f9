package dev.liverun.runner.imports;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Results of other tools. */
@Path("/sessions/{id}/results/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Results")
public class ImportResource {

    private final ImportService imports;
    private final Caller caller;

    ImportResource(ImportService imports, Caller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Import JUnit XML or CTRF JSON as a run of the session",
            description = "All of it or nothing; the same document once, however often it is sent.")
    public Uni<ImportResponse> load(
            @PathParam("id") UUID id,
            @QueryParam("endpoint_id") @NotNull @Nullable UUID endpointId,
            @QueryParam("tool") @DefaultValue("import") @Size(max = 50) String tool,
            @RestForm("file") @Nullable FileUpload file) {
        if (endpointId == null) {
            throw new Invalid("endpoint_id", "must not be null");
        }
        if (file == null) {
            throw new Invalid("file", "is missing: JUnit XML or CTRF JSON");
        }
        byte[] document = read(file);
        return imports.load(id, endpointId, tool, document, isXml(document), caller);
    }

    private static byte[] read(FileUpload file) {
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By its first character. */
    private static boolean isXml(byte[] document) {
        for (byte one : document) {
            if (one == '<') {
                return true;
            }
            if (one == '{') {
                return false;
            }
        }
        return false;
    }
}
