package dev.liverun.feedback.attachments;

import dev.liverun.api.Created;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.attachments.AttachmentService.Uploaded;
import dev.liverun.feedback.reports.Access;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Files of a report. */
@Path("/feedback/{id}/attachments")
@Tag(name = "feedback")
public class AttachmentResource {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;

    /** All of a report's; their number is limited. */
    public record AttachmentsResponse(List<AttachmentResponse> items) {}

    private final AttachmentService service;
    private final Access access;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final Caller caller;

    AttachmentResource(
            AttachmentService service,
            Access access,
            Idempotency idempotency,
            Transactions transactions,
            Caller caller) {
        this.service = service;
        this.access = access;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Attach a file", description = "The field is called file; what it is, its bytes decide.")
    public Uni<RestResponse<AttachmentResponse>> upload(
            @PathParam("id") UUID id, @RestForm("file") @Nullable FileUpload file) {
        if (file == null) {
            throw new Invalid("file", "must be there: upload as multipart/form-data with the field file");
        }
        return access.toChange(id, caller)
                .chain(() -> detached(service.store(id, file.fileName(), file.uploadedFile(), file.size())
                        .chain(uploaded -> attach(uploaded)
                                .onFailure()
                                .call(() -> service.discard(uploaded))
                                // Asked for a second time with the same key, the first answer stands and this copy is
                                // not needed.
                                .call(answer -> answer.getHeaders().containsKey(Idempotency.REPLAYED_HEADER)
                                        ? service.discard(uploaded)
                                        : Uni.createFrom().voidItem()))));
    }

    /** A client that goes away cancels its request; that must not leave a file without its row. */
    private static <T> Uni<T> detached(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    private Uni<RestResponse<AttachmentResponse>> attach(Uploaded uploaded) {
        var request = Map.of(
                "filename", uploaded.filename(), "sha256", uploaded.file().sha256());
        return idempotency.once(request, () -> service.attach(uploaded, caller)
                .map(AttachmentResponse::of)
                .map(attachment -> Created.at(
                        "/feedback/" + attachment.feedbackId() + "/attachments/" + attachment.id(), attachment)));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @WithSession
    @Operation(summary = "A report's files")
    public Uni<AttachmentsResponse> list(@PathParam("id") UUID id) {
        return service.of(id)
                .map(found -> new AttachmentsResponse(
                        found.stream().map(AttachmentResponse::of).toList()));
    }

    @DELETE
    @Path("/{attachment_id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Remove a file", description = "One's own; operators may remove anybody's.")
    public Uni<Void> delete(@PathParam("id") UUID id, @PathParam("attachment_id") UUID attachmentId) {
        return transactions
                .inTransaction(() -> service.remove(id, attachmentId, caller))
                .chain(service::erase);
    }

    @GET
    @Path("/{attachment_id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Download a file, or a part of it",
            description = "Always as an attachment: a browser saves it, and runs nothing. Takes Range.")
    public RestMulti<Buffer> download(
            @PathParam("id") UUID id,
            @PathParam("attachment_id") UUID attachmentId,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        return RestMulti.fromUniResponse(
                Panache.withSession(() -> service.get(id, attachmentId))
                        .chain(attachment -> service.open(
                                attachment,
                                ifRange == null || ifRange.equals(etag(attachment))
                                        ? ByteRange.of(range, attachment.fileSize())
                                        : Optional.empty())),
                AttachmentService.Download::content,
                AttachmentResource::headers,
                download -> download.range()
                        .map(part -> part.length() == 0 ? NOT_SATISFIABLE : PARTIAL)
                        .orElse(OK));
    }

    private static Map<String, List<String>> headers(AttachmentService.Download download) {
        var attachment = download.attachment();
        var headers = new HashMap<>(harmless(attachment.contentType(), etag(attachment)));
        headers.put(
                HttpHeaders.CONTENT_LENGTH,
                List.of(Long.toString(download.range().map(ByteRange::length).orElse(attachment.fileSize()))));
        headers.put(HttpHeaders.CONTENT_DISPOSITION, List.of(Filenames.disposition(attachment.filename())));
        headers.put("Accept-Ranges", List.of("bytes"));
        download.range()
                .ifPresent(part -> headers.put("Content-Range", List.of(part.contentRange(attachment.fileSize()))));
        return headers;
    }

    private static String etag(FeedbackAttachment attachment) {
        return '"' + attachment.sha256() + '"';
    }

    private static Map<String, List<String>> harmless(String contentType, String etag) {
        return Map.of(
                HttpHeaders.CONTENT_TYPE,
                List.of(contentType),
                HttpHeaders.ETAG,
                List.of(etag),
                "X-Content-Type-Options",
                List.of("nosniff"),
                "Content-Security-Policy",
                List.of("default-src 'none'; sandbox"));
    }

    @GET
    @Path("/{attachment_id}/thumbnail")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "A small picture of an image",
            description = "JPEG, 320 pixels at most; without what else the file carries.")
    public RestMulti<Buffer> thumbnail(@PathParam("id") UUID id, @PathParam("attachment_id") UUID attachmentId) {
        return RestMulti.fromUniResponse(
                Panache.withSession(() -> service.get(id, attachmentId)).chain(service::thumbnail),
                content -> content,
                content -> harmless(Thumbnails.CONTENT_TYPE, '"' + attachmentId.toString() + '"'));
    }
}
