package dev.liverun.api.notes;

import dev.liverun.api.paging.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class NoteRepository implements PanacheRepositoryBase<Note, UUID> {

    private static final String ORDER = " order by createdAt desc, id desc";

    Uni<List<Note>> after(Cursor cursor, int rows) {
        var query = cursor == null
                ? find("from Note" + ORDER)
                : find("(createdAt, id) < (?1, ?2)" + ORDER, cursor.instant(0), cursor.uuid(1));
        return query.range(0, rows - 1).list();
    }
}
