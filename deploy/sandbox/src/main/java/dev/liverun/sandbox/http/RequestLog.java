package dev.liverun.sandbox.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What an integration received: the latest requests in detail, and the moments of many more. */
public final class RequestLog {
    /** How many requests are kept with their headers. */
    public static final int DETAILED = 500;

    /** How many arrival times are kept, for the busiest minute. */
    static final int TIMES = 20_000;

    private final ArrayDeque<Entry> latest = new ArrayDeque<>();
    private long[] times = new long[256];
    private long total;

    /** One received request; status and fault are filled in when it is answered. */
    public static final class Entry {
        private final Instant at;
        private final String method;
        private final String path;
        private final @Nullable String query;
        private final JsonObject headers;
        private @Nullable String action;
        private @Nullable String fault;
        private int status;

        Entry(Instant at, String method, String path, @Nullable String query, JsonObject headers) {
            this.at = at;
            this.method = method;
            this.path = path;
            this.query = query;
            this.headers = headers;
        }

        void action(@Nullable String name) {
            action = name;
        }

        void fault(String name) {
            fault = name;
        }

        void status(int code) {
            status = code;
        }

        private JsonObject toJson() {
            return new JsonObject()
                    .put("at", at.toString())
                    .put("method", method)
                    .put("path", path)
                    .put("query", query)
                    .put("action", action)
                    .put("status", status == 0 ? null : status)
                    .put("fault", fault)
                    .put("headers", headers);
        }
    }

    void add(Entry entry) {
        if (total >= times.length && times.length < TIMES) {
            times = Arrays.copyOf(times, Math.min(TIMES, times.length * 2));
        }
        times[(int) (total % times.length)] = entry.at.toEpochMilli();
        total++;
        latest.addLast(entry);
        if (latest.size() > DETAILED) {
            latest.removeFirst();
        }
    }

    public long total() {
        return total;
    }

    public void clear() {
        latest.clear();
        total = 0;
    }

    /** The latest first; {@code busiest_minute} is the largest number of requests in any 60 s (of the last 20,000). */
    public JsonObject toJson(int limit) {
        var requests = new JsonArray();
        Iterator<Entry> newestFirst = latest.descendingIterator();
        while (newestFirst.hasNext() && requests.size() < limit) {
            requests.add(newestFirst.next().toJson());
        }
        return new JsonObject()
                .put("total", total)
                .put("busiest_minute", busiestMinute())
                .put("requests", requests);
    }

    private int busiestMinute() {
        int kept = (int) Math.min(total, times.length);
        int busiest = 0;
        long oldest = total - kept;
        long from = oldest;
        for (long to = oldest; to < total; to++) {
            while (times[(int) (from % times.length)] <= times[(int) (to % times.length)] - 60_000) {
                from++;
            }
            busiest = (int) Math.max(busiest, to - from + 1);
        }
        return busiest;
    }
}
