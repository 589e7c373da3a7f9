package dev.liverun.session.report;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The report that stakeholders read. */
@Path("/sessions/{id}/report")
@Tag(name = "sessions")
public class ReportResource {

    /** The page is complete in itself: it needs no script and nothing from elsewhere, and may have neither. */
    private static final String HTML_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private final SessionRepository sessions;
    private final ReportService reports;
    private final HtmlReport html;
    private final JsonReport json;

    ReportResource(SessionRepository sessions, ReportService reports, HtmlReport html, JsonReport json) {
        this.sessions = sessions;
        this.reports = reports;
        this.html = html;
        this.json = json;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON})
    @Operation(summary = "The session's report, made from one evidence in every format, with its SHA-256")
    public Uni<RestResponse<String>> read(
            @PathParam("id") UUID id,
            @Parameter(schema = @Schema(enumeration = {"html", "json"})) @QueryParam("format") @DefaultValue("html")
                    String format) {
        var wanted = ReportFormat.of(format);
        return sessions.get(id).chain(reports::of).chain(report -> switch (wanted) {
            case HTML ->
                html.render(report).map(page -> answer(page, id, wanted)
                        .header("Content-Security-Policy", HTML_POLICY)
                        .build());
            case JSON ->
                json.render(report).map(text -> answer(text, id, wanted).build());
        });
    }

    private static RestResponse.ResponseBuilder<String> answer(String body, UUID id, ReportFormat format) {
        return RestResponse.ResponseBuilder.ok(body)
                .type(format.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"session-" + id + "." + format.apiName() + "\"");
    }

    /** The formats that there are. */
    enum ReportFormat {
        HTML("text/html;charset=UTF-8"),
        JSON(MediaType.APPLICATION_JSON);

        private final String mediaType;

        ReportFormat(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        String apiName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** @throws Invalid naming the formats that there are */
        static ReportFormat of(String name) {
            for (var format : values()) {
                if (format.apiName().equals(name)) {
                    return format;
                }
            }
            throw new Invalid("format", "must be one of html, json");
        }
    }
}
