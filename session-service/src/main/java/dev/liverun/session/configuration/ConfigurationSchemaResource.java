package dev.liverun.session.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.api.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Publishes the schema. */
@Path("/sessions/configuration-schema")
@Tag(name = "sessions")
public class ConfigurationSchemaResource {

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The JSON Schema that a session's configuration must meet")
    public JsonNode read() {
        return ConfigurationSchema.document();
    }
}
