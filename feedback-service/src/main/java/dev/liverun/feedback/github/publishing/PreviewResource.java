package dev.liverun.feedback.github.publishing;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.comments.SyncedComments;
import dev.liverun.feedback.github.links.DispatchWakeUp;
import dev.liverun.feedback.github.links.LinkTable;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.github.text.Marker;
import dev.liverun.feedback.github.text.Markers;
import dev.liverun.feedback.github.text.People;
import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.publicity.Spotted;
import dev.liverun.feedback.reports.Access;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What becomes public of a report, before it does. */
@Path("/feedback")
@Tag(name = "feedback")
public class PreviewResource {

    /** What somebody is about to file. */
    public record DraftRequest(
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 20_000) String description) {}

    /** How a draft would look, and what in it should perhaps not be public. */
    public record DraftResponse(String title, String body, List<SpottedResponse> spotted) {}

    /**
     * What becomes public.
     *
     * @param repository where; null if nowhere
     * @param title as everybody will read it
     * @param body as everybody will read it, in Markdown
     * @param parts what is looked at as a whole: the issue, and each comment that is not there yet
     */
    public record PreviewResponse(
            @Nullable String repository, String title, String body, List<String> labels, List<PartResponse> parts) {

        /**
         * A part.
         *
         * @param part {@code issue}, or {@code comment:} with its id
         * @param sha256 what a consent names: this text, and no other
         * @param consented whether somebody consented to it
         * @param held whether it is held back
         */
        public record PartResponse(
                String part,
                String text,
                String sha256,
                boolean consented,
                boolean held,
                List<SpottedResponse> spotted) {}
    }

    /**
     * Something that should perhaps not be public.
     *
     * @param kind what it looks like
     * @param secret whether it is a secret, else personal data
     * @param excerpt its beginning
     * @param from where it begins in the text
     */
    public record SpottedResponse(String kind, boolean secret, String excerpt, int from, int to) {

        static List<SpottedResponse> of(List<Spotted> spotted) {
            return spotted.stream()
                    .map(found -> new SpottedResponse(
                            found.kind(), found.secret(), found.excerpt(), found.from(), found.to()))
                    .toList();
        }
    }

    /** Which texts may become public as they are. */
    public record ConsentRequest(@NotEmpty @Size(max = 100) Set<@NotBlank String> sha256) {}

    private final FeedbackRepository reports;
    private final Publishing publishing;
    private final SyncedComments comments;
    private final Markers markers;
    private final People people;
    private final LinkTable links;
    private final DispatchWakeUp dispatcher;
    private final Access access;
    private final Caller caller;

    PreviewResource(
            FeedbackRepository reports,
            Publishing publishing,
            SyncedComments comments,
            Markers markers,
            People people,
            LinkTable links,
            DispatchWakeUp dispatcher,
            Access access,
            Caller caller) {
        this.reports = reports;
        this.publishing = publishing;
        this.comments = comments;
        this.markers = markers;
        this.people = people;
        this.links = links;
        this.dispatcher = dispatcher;
        this.access = access;
        this.caller = caller;
    }

    @POST
    @Path("/preview")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "What would become public of a draft", description = "Nothing is stored.")
    public DraftResponse draft(@NotNull @Valid DraftRequest draft) {
        return new DraftResponse(
                PublicText.title(draft.title()),
                PublicText.quote(draft.description()),
                SpottedResponse.of(Publishing.comment(new UUID(0, 0), draft.title() + "\n\n" + draft.description())
                        .spotted()));
    }

    @GET
    @Path("/{id}/preview")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "What becomes public of a report, and what is held back")
    public Uni<PreviewResponse> preview(@PathParam("id") UUID id) {
        return access.toChange(id, caller)
                .chain(() -> Panache.withSession(() -> reports.get(id)))
                .chain(report -> parts(report).chain(parts -> publishing
                        .consented(id)
                        .chain(consented -> links.show(id).chain(link -> body(report)
                                .map(body -> new PreviewResponse(
                                        link.map(LinkTable.Shown::repository).orElse(null),
                                        Publishing.title(report),
                                        body,
                                        Fields.labels(Fields.of(report, List.of(), people), List.of(), List.of()),
                                        shown(parts, consented)))))));
    }

    private Uni<String> body(FeedbackReport report) {
        return markers.current()
                .onFailure()
                .recoverWithItem(() -> new Marker("preview", "preview"))
                .map(marker -> publishing.body(report, marker, null));
    }

    private Uni<List<Publishing.Part>> parts(FeedbackReport report) {
        return comments.outgoing(report.id()).map(outgoing -> {
            var parts = new ArrayList<Publishing.Part>();
            parts.add(Publishing.issue(report));
            outgoing.stream()
                    .filter(comment -> comment.dirty() && !comment.deleted())
                    .forEach(comment -> parts.add(Publishing.comment(comment.id(), comment.body())));
            return parts;
        });
    }

    private static List<PreviewResponse.PartResponse> shown(List<Publishing.Part> parts, Set<String> consented) {
        return parts.stream()
                .map(part -> new PreviewResponse.PartResponse(
                        part.name(),
                        part.text(),
                        part.sha256(),
                        consented.contains(part.sha256()),
                        !part.spotted().isEmpty() && !consented.contains(part.sha256()),
                        SpottedResponse.of(part.spotted())))
                .toList();
    }

    @POST
    @Path("/{id}/consent")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Let a text become public as it is",
            description = "By the sha256 of the preview's parts: a text that was changed since is another one.")
    public Uni<PreviewResponse> consent(@PathParam("id") UUID id, @NotNull @Valid ConsentRequest request) {
        return access.toChange(id, caller)
                .chain(() -> Panache.withSession(() -> reports.get(id)))
                .chain(this::parts)
                .invoke(parts -> {
                    var known = new HashSet<String>();
                    parts.forEach(part -> known.add(part.sha256()));
                    if (!known.containsAll(request.sha256())) {
                        throw new Invalid(
                                "sha256", "names a text that is not there any more: look at the preview again");
                    }
                })
                .chain(() -> publishing.consent(id, request.sha256(), caller.subject()))
                .chain(() -> links.retry(id))
                .invoke(dispatcher::soon)
                .chain(() -> preview(id));
    }
}
