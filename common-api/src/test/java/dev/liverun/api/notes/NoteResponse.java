package dev.liverun.api.notes;

import dev.liverun.api.conditional.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

record NoteResponse(
        UUID id, String title, NoteStatus status, String author, BigDecimal amount, Instant createdAt, long version)
        implements Versioned {

    static NoteResponse of(Note note) {
        return new NoteResponse(
                note.id, note.title, note.status, note.author, note.amount, note.createdAt, note.version);
    }
}
