package dev.liverun.api.notes;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

@ApplicationScoped
class NoteService {

    private final NoteRepository notes;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    NoteService(NoteRepository notes, Transactions transactions, Audit audit, Clock clock) {
        this.notes = notes;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<NoteResponse> create(CreateNoteRequest request, Caller caller) {
        return transactions.inTransaction(() -> {
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var note = Note.create(Ids.next(), request.title(), request.amount(), caller.subject(), now);
            return notes.persistAndFlush(note)
                    .call(() -> audit.record(AuditEntry.by(caller, "note.created", "note", note.id)
                            .with("title", note.title)))
                    .replaceWith(() -> NoteResponse.of(note));
        });
    }

    Uni<NoteResponse> createFast(SqlConnection transaction, CreateNoteRequest request, Caller caller) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = Ids.next();
        return transaction
                .preparedQuery("insert into notes (id, title, status, author, created_at, version)"
                        + " values ($1, $2, 'OPEN', $3, $4, 0)")
                .execute(Tuple.of(id, request.title(), caller.subject(), now.atOffset(ZoneOffset.UTC)))
                .call(() -> audit.record(transaction, AuditEntry.by(caller, "note.created", "note", id)))
                .replaceWith(
                        () -> new NoteResponse(id, request.title(), NoteStatus.OPEN, caller.subject(), null, now, 0));
    }

    @WithSession
    Uni<Page<NoteResponse>> list(PageRequest page) {
        return notes.after(page.cursor(), page.rows())
                .map(rows -> Page.of(rows, page, note -> Cursor.of(note.createdAt, note.id))
                        .map(NoteResponse::of));
    }

    @WithSession
    Uni<NoteResponse> get(UUID id) {
        return find(id).map(NoteResponse::of);
    }

    Uni<NoteResponse> change(UUID id, IfMatch ifMatch, ChangeNoteRequest request, Caller caller) {
        return transactions.inTransaction(() -> find(id).invoke(note -> ifMatch.check(note.version))
                .invoke(note -> note.title = request.title())
                .call(notes::flush)
                .call(() -> audit.record(AuditEntry.by(caller, "note.changed", "note", id)))
                .map(NoteResponse::of));
    }

    Uni<NoteResponse> close(UUID id, String reason, Caller caller) {
        return transactions.inTransaction(() -> find(id).invoke(Note::close)
                .call(notes::flush)
                .call(() -> audit.record(
                        AuditEntry.by(caller, "note.closed", "note", id).because(reason)))
                .map(NoteResponse::of));
    }

    private Uni<Note> find(UUID id) {
        return notes.findById(id).onItem().ifNull().failWith(() -> new NotFound("note", id));
    }
}
