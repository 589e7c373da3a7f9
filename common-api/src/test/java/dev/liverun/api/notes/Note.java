package dev.liverun.api.notes;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The example's aggregate. */
@Entity
@Table(name = "notes")
public class Note {

    @Id
    UUID id;

    String title;

    @Enumerated(EnumType.STRING)
    NoteStatus status;

    String author;
    BigDecimal amount;
    Instant createdAt;

    @Version
    long version;

    protected Note() {}

    static Note create(UUID id, String title, BigDecimal amount, String author, Instant now) {
        var note = new Note();
        note.id = id;
        note.title = title;
        note.amount = amount;
        note.author = author;
        note.status = NoteStatus.OPEN;
        note.createdAt = now;
        return note;
    }

    void close() {
        if (status == NoteStatus.CLOSED) {
            throw new AlreadyClosed();
        }
        status = NoteStatus.CLOSED;
    }
}
