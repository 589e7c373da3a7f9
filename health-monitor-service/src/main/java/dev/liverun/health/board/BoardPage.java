package dev.liverun.health.board;

import dev.liverun.api.paging.Cursor;
import dev.liverun.events.contract.HealthStatus;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a {@link HealthBoard} from entries that are JSON already. */
public final class BoardPage {

    private static final String UNKNOWN = "UNKNOWN";
    private static final int USUAL_ENTRY = 600;

    private BoardPage() {}

    /**
     * @param entries all that were asked for, in the board's order
     * @param after where the page before ended
     */
    static Buffer of(List<BoardEntry> entries, int limit, @Nullable Cursor after) {
        int from = after == null ? 0 : behind(entries, after);
        int to = Math.min(entries.size(), from + limit);
        var page = Buffer.buffer((to - from) * USUAL_ENTRY + 200);
        page.appendString("{\"totals\":").appendString(totals(entries)).appendString(",\"items\":[");
        append(page, entries.subList(from, to));
        page.appendString("],\"next_cursor\":");
        if (to < entries.size()) {
            var last = entries.get(to - 1);
            page.appendString("\"" + Cursor.of(last.sortKey(), last.id()) + "\"");
        } else {
            page.appendString("null");
        }
        return page.appendString("}");
    }

    /** The counts as a JSON object. */
    public static String totals(List<BoardEntry> entries) {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (var status : HealthStatus.values()) {
            totals.put(status.name(), 0L);
        }
        totals.put(UNKNOWN, 0L);
        for (var entry : entries) {
            totals.merge(entry.status() == null ? UNKNOWN : entry.status().name(), 1L, Long::sum);
        }
        var json = new StringBuilder("{");
        totals.forEach((status, count) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(status)
                .append("\":")
                .append(count));
        return json.append('}').toString();
    }

    /** The entries, separated by commas. */
    public static void append(Buffer to, List<BoardEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                to.appendByte((byte) ',');
            }
            to.appendBytes(entries.get(i).json());
        }
    }

    private static int behind(List<BoardEntry> entries, Cursor after) {
        var name = after.text(0);
        var id = after.uuid(1);
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            var entry = entries.get(middle);
            int order = entry.sortKey().compareTo(name);
            if (order < 0 || (order == 0 && entry.id().compareTo(id) <= 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
