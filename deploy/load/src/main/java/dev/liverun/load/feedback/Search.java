package dev.liverun.load.feedback;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Searches over 20,000 reports, and the same over 200,000. */
final class Search {

    private static final int FEW = 20_000;
    private static final int MANY = 200_000;
    private static final int ROUNDS = 40;

    /** Words of different frequency, so that searches find much, something, and little. */
    private static final String FILL = """
        insert into feedback_reports (id, session_id, title, description, category, priority, status, reported_by, reported_at,
               resolved_at, metadata, evidence, version, labels, due_at, assignee)
        select gen_random_uuid(), ?::uuid, 'Payment ' || n || ' ' || (array['arrives twice', 'is late', 'is lost', 'fails'])[n / 16 % 4 + 1],
               'Seen in wallet' || n % 1000 || ' by tester ' || n % 97 || ' after step' || n % 50 || repeat(' again and again', n % 20),
               (array['INTEGRATION', 'UX', 'PERFORMANCE', 'OTHER'])[n / 4 % 4 + 1], n % 4, n % 100 / 30, 'tester' || n % 97,
               now() - n * interval '1 second', case when n % 100 / 30 >= 2 then now() end, '{}',
               '{"session_name": "load", "results": [], "health": []}', 1, array['label' || n % 30],
               now() + interval '1 day', case when n % 3 = 0 then 'dev' || n % 20 end
          from generate_series(?::int, ?::int) as n
        """;

    private final Stack stack;
    private final UUID session;

    Search(Stack stack, UUID session) {
        this.stack = stack;
        this.session = session;
    }

    boolean run() throws Exception {
        fill(1, FEW);
        searches(new Histogram(3), 10);
        var few = new Histogram(3);
        var fewBy = searches(few, ROUNDS);
        fill(FEW + 1, MANY);
        searches(new Histogram(3), 5);
        var many = new Histogram(3);
        var manyBy = searches(many, ROUNDS);
        double fewP95 = few.getValueAtPercentile(95) / 1e3;
        double manyP95 = many.getValueAtPercentile(95) / 1e3;
        System.out.printf(
                "search, p95 of %d: %.1f ms over 20,000 reports, %.1f ms over 200,000; ratio %.2f%n",
                many.getTotalCount(), fewP95, manyP95, manyP95 / fewP95);
        manyBy.forEach((name, p95) ->
                System.out.printf("  %-28s %7.1f ms %7.1f ms%n", name, fewBy.getOrDefault(name, 0.0), p95));
        return FeedbackBenchmark.told("p95 < 50 ms over 200,000 reports", manyP95 < 50)
                & FeedbackBenchmark.told("less than twice that over 20,000", manyP95 < 2 * fewP95);
    }

    private void fill(int from, int to) throws Exception {
        try (var connection = stack.connection();
                var fill = connection.prepareStatement(FILL);
                var vacuum = connection.createStatement()) {
            fill.setObject(1, session);
            fill.setInt(2, from);
            fill.setInt(3, to);
            fill.executeUpdate();
            vacuum.execute("vacuum (analyze) feedback_reports");
        }
    }

    private Map<String, Double> searches(Histogram all, int rounds) throws Exception {
        var cursor = deep();
        var searches = new LinkedHashMap<String, String>();
        // What asking costs, whatever is found.
        searches.put("nothing", "reported_by=nobody");
        searches.put("the queue", "");
        searches.put("a deep page", "cursor=" + cursor);
        searches.put("newest", "sort=NEWEST");
        searches.put("due", "sort=DUE&priority=HIGH");
        searches.put("by status and priority", "status=OPEN&priority=CRITICAL");
        searches.put("by session and category", "session_id=" + session + "&category=UX");
        searches.put("by assignee", "assignee=dev6&status=OPEN");
        searches.put("by reporter", "reported_by=tester11");
        searches.put("by label", "label=label7");
        searches.put("a common word", "q=payment");
        searches.put("a word of one in fifty", "q=step7");
        searches.put("a rare word", "q=wallet123");
        searches.put("words and filters", "q=late+wallet77&status=OPEN&status=IN_PROGRESS");
        searches.put("a quotation", "q=%22arrives+twice%22");
        searches.put("not linked", "linked=false&status=OPEN");
        var p95 = new LinkedHashMap<String, Double>();
        var times = new LinkedHashMap<String, Histogram>();
        for (int round = 0; round < rounds; round++) {
            for (var search : searches.entrySet()) {
                long begun = System.nanoTime();
                var answer = stack.http()
                        .send(
                                stack.request("/feedback?" + search.getValue()).build(),
                                HttpResponse.BodyHandlers.ofString());
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(search.getKey() + ": " + answer.body());
                }
                all.recordValue(micros);
                times.computeIfAbsent(search.getKey(), name -> new Histogram(3)).recordValue(micros);
            }
        }
        times.forEach((name, taken) -> p95.put(name, taken.getValueAtPercentile(95) / 1e3));
        return p95;
    }

    /** The cursor behind the twentieth page of the queue. */
    private String deep() throws Exception {
        var cursor = "";
        for (int page = 0; page < 20; page++) {
            var body = stack.http()
                    .send(
                            stack.request("/feedback?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            int at = body.lastIndexOf("\"next_cursor\":\"") + "\"next_cursor\":\"".length();
            cursor = body.substring(at, body.indexOf('"', at));
        }
        return cursor;
    }
}
