/**
 * What every HTTP API of Liverun shares. A service depends on this module and gets, from its
 * {@code META-INF/microprofile-config.properties} and its beans: resources under {@code /api/v1}, snake_case JSON that
 * refuses what it does not know, problem documents, paging, entity tags, idempotency keys, roles with deny by default, an
 * audit log, correlation ids, structured logs, OpenAPI at {@code /q/openapi}, and {@code /operations/<service>/…}.
 *
 * <p>Its own {@code application.properties} then says little more than
 *
 * <pre>{@code
 * quarkus.application.name=session-service
 * quarkus.http.port=8081
 * quarkus.management.port=9081
 * quarkus.datasource.reactive.url=postgresql://localhost:5432/session
 * quarkus.datasource.username=session
 * quarkus.smallrye-openapi.info-title=Liverun sessions
 * }</pre>
 *
 * and is run with {@code liverun.auth.public-key} (a PEM file or a JWKS URL), {@code liverun.auth.issuer} and
 * {@code liverun.service.token-file}. Migrations of a service start at {@code V1__} in {@code db/migration}.
 *
 * <h2>A resource</h2>
 *
 * Requests and responses are records with Java names; constraints stand on the request. Nothing here handles errors:
 * whatever is thrown becomes a problem document.
 *
 * <pre>{@code
 * public record CreateNoteRequest(@NotBlank @Size(max = 200) String title, @NotNull UUID sessionId) {}
 *
 * public record ChangeNoteRequest(@NotBlank @Size(max = 200) String title) {}
 *
 * public record NoteResponse(UUID id, String title, Instant createdAt, long version) implements Versioned {}
 *
 * @Path("/notes")
 * public class NoteResource {
 *     private final NoteService notes;
 *     private final Idempotency idempotency;
 *     private final Caller caller;
 *
 *     @POST
 *     @APIResponseSchema(value = NoteResponse.class, responseCode = "201")   // the document then adds Idempotency-Key
 *     @RolesAllowed(Roles.TESTER)
 *     public Uni<RestResponse<NoteResponse>> create(@NotNull @Valid CreateNoteRequest request) {
 *         return idempotency.once(
 *                 request, () -> notes.create(request, caller).map(note -> Created.at("/notes/" + note.id(), note)));
 *     }
 *
 *     @GET
 *     @RolesAllowed(Roles.VIEWER)
 *     public Uni<Page<NoteResponse>> list(@Valid @BeanParam PageRequest page, @QueryParam("status") NoteStatus status) {
 *         return notes.list(status, page);
 *     }
 *
 *     @GET
 *     @Path("/{id}")
 *     @RolesAllowed(Roles.VIEWER)
 *     public Uni<NoteResponse> get(@PathParam("id") UUID id) {   // ETag, and 304 for If-None-Match: from Versioned
 *         return notes.get(id);
 *     }
 *
 *     @PATCH
 *     @Path("/{id}")
 *     @RolesAllowed(Roles.TESTER)
 *     public Uni<NoteResponse> change(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch,
 *             @NotNull @Valid ChangeNoteRequest request) {
 *         return notes.change(id, IfMatch.required(ifMatch), request, caller);
 *     }
 * }
 * }</pre>
 *
 * <h2>Its service</h2>
 *
 * <pre>{@code
 * Uni<NoteResponse> create(CreateNoteRequest request, Caller caller) {
 *     return transactions.inTransaction(() -> {
 *         var note = Note.create(Ids.next(), request.title(), caller.subject(), clock.instant());
 *         return notes.persistAndFlush(note)                      // the answer shows the stored version
 *                 .chain(() -> outbox.append(note.created()))
 *                 .chain(() -> audit.record(AuditEntry.by(caller, "note.created", "note", note.id())))
 *                 .replaceWith(() -> NoteResponse.of(note));
 *     });
 * }
 *
 * Uni<Page<NoteResponse>> list(NoteStatus status, PageRequest page) {   // index on (created_at desc, id desc)
 *     return notes.after(status, page.cursor(), page.rows())            // rows() is limit + 1
 *             .map(rows -> Page.of(rows, page, note -> Cursor.of(note.createdAt(), note.id())).map(NoteResponse::of));
 * }
 *
 * Uni<NoteResponse> change(UUID id, IfMatch ifMatch, ChangeNoteRequest request, Caller caller) {
 *     return transactions.inTransaction(() -> notes.findById(id)
 *             .onItem().ifNull().failWith(() -> new NotFound("note", id))
 *             .invoke(note -> ifMatch.check(note.version()))             // 412 when it has changed
 *             .invoke(note -> note.rename(request.title()))
 *             .call(notes::flush)                                        // two at once: the second is 412, too
 *             .call(note -> audit.record(AuditEntry.by(caller, "note.changed", "note", id)))
 *             .map(NoteResponse::of));
 * }
 * }</pre>
 *
 * The same program, compiled and tested, is {@code dev.liverun.api.notes} in this module's tests.
 */
@NullMarked
package dev.liverun.api;

import org.jspecify.annotations.NullMarked;
