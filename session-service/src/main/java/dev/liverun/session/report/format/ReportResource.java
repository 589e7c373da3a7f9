package dev.liverun.session.report.format;

import dev.liverun.api.export.StreamedBody;
import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.report.evidence.Reports;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The report that stakeholders decide on. */
@Path("/sessions/{id}/report")
@Tag(name = "sessions")
public class ReportResource {

    /** The page is complete in itself: it needs no script and nothing from elsewhere, and may have neither. */
    private static final String HTML_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private final SessionRepository sessions;
    private final Reports reports;
    private final HtmlReport html;
    private final PdfReport pdf;
    private final WorkbookReport workbook;
    private final CsvReport csv;
    private final JsonReport json;
    private final JUnitReport junit;
    private final CtrfReport ctrf;
    private final MarkdownReport markdown;

    ReportResource(
            SessionRepository sessions,
            Reports reports,
            HtmlReport html,
            PdfReport pdf,
            WorkbookReport workbook,
            CsvReport csv,
            JsonReport json,
            JUnitReport junit,
            CtrfReport ctrf,
            MarkdownReport markdown) {
        this.sessions = sessions;
        this.reports = reports;
        this.html = html;
        this.pdf = pdf;
        this.workbook = workbook;
        this.csv = csv;
        this.json = json;
        this.junit = junit;
        this.ctrf = ctrf;
        this.markdown = markdown;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "The session's report, made from one evidence in every format, with its SHA-256",
            description = "After the session has ended it is that of the latest seal, or of the one that is asked for.")
    public Uni<RestResponse<StreamedBody>> read(
            @PathParam("id") UUID id,
            @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "html",
                                                "pdf",
                                                "xlsx",
                                                "csv",
                                                "json",
                                                "junit",
                                                "ctrf",
                                                "markdown"
                                            }))
                    @QueryParam("format")
                    @DefaultValue("html")
                    String format,
            @QueryParam("seal") @Min(1) @Nullable Integer seal) {
        var wanted = ReportFormat.of(format);
        return sessions.get(id).chain(session -> reports.of(session, seal)).chain(report -> body(report, wanted)
                .map(pieces -> answer(pieces, id, wanted)));
    }

    /** What lists all results is sent as it is made; the others are made first. */
    private Uni<Multi<byte[]>> body(Report report, ReportFormat format) {
        return switch (format) {
            case XLSX -> Uni.createFrom().item(workbook.render(report));
            case CSV -> Uni.createFrom().item(csv.render(report));
            case JSON -> Uni.createFrom().item(json.render(report));
            case JUNIT -> Uni.createFrom().item(junit.render(report));
            case CTRF -> Uni.createFrom().item(ctrf.render(report));
            case HTML -> whole(report, html.render(report).map(ReportResource::utf8));
            case MARKDOWN -> whole(report, onWorker(() -> utf8(markdown.render(report))));
            case PDF -> whole(report, onWorker(() -> pdf.render(report)));
        };
    }

    private static Uni<Multi<byte[]>> whole(Report report, Uni<byte[]> document) {
        return document.onTermination().invoke(report.release()).map(bytes -> Multi.createFrom()
                .item(bytes));
    }

    private static Uni<byte[]> onWorker(Supplier<byte[]> document) {
        return Uni.createFrom().item(document).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RestResponse<StreamedBody> answer(Multi<byte[]> pieces, UUID id, ReportFormat format) {
        var answer = RestResponse.ResponseBuilder.ok(StreamedBody.of(pieces))
                .type(format.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, format.disposition(id));
        if (format == ReportFormat.HTML) {
            answer.header("Content-Security-Policy", HTML_POLICY);
        }
        return answer.build();
    }
}
