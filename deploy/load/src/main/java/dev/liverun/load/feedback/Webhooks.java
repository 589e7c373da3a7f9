package dev.liverun.load.feedback;

import dev.liverun.load.world.Clients;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed deliveries as large as GitHub's, of issues that are linked, as when somebody changes very many at once. */
final class Webhooks {

    private static final int LINKED = 1_000;
    private static final int PER_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int LIMIT_MS = 100;

    private final Stack stack;
    private final Clients clients;
    private final UUID session;
    private final AtomicInteger deliveries = new AtomicInteger();

    Webhooks(Stack stack, Clients clients, UUID session) {
        this.stack = stack;
        this.clients = clients;
        this.session = session;
    }

    boolean run() throws Exception {
        link();
        // What they ask for cannot be looked up meanwhile, so that every one of them has something to note.
        stack.gitHubHangs(true);
        clients.measured(WARM_UP, this::deliver);
        var most = clients.measured(WARM_UP.dividedBy(2), this::deliver);
        var taken = clients.paced(PER_SECOND, MEASURED, this::deliver);
        stack.gitHubHangs(false);
        System.out.printf(
                "webhooks, %d a second: p99 %.1f ms, the slowest %.1f ms (at most, %d at once: %,.0f a second)%n",
                PER_SECOND, taken.p99(), taken.most(), FeedbackBenchmark.CLIENTS, most.rate());
        return FeedbackBenchmark.told("answered in less than 100 ms (p99)", taken.p99() < LIMIT_MS);
    }

    private void link() throws Exception {
        try (var connection = stack.connection();
                var statement = connection.createStatement()) {
            statement.execute("insert into github_repositories (name) values ('liverun/hooks')");
            statement.executeUpdate("""
                with reports as (
                    insert into feedback_reports (id, session_id, title, description, category, priority, status,
                           reported_by, reported_at, version, due_at)
                    select gen_random_uuid(), '%s', 'hook ' || n, 'd', 'UX', 1, 0, 'ada', now(), 1, now()
                      from generate_series(1, %d) as n
                    returning id
                )
                insert into github_links (feedback_id, repository, state, issue_number)
                select id, 'liverun/hooks', 'LINKED', row_number() over () from reports
                """.formatted(session, LINKED));
        }
    }

    private Future<?> deliver() {
        int number = deliveries.incrementAndGet();
        var body = new JsonObject()
                .put("action", "edited")
                .put(
                        "issue",
                        new JsonObject()
                                .put("number", number % LINKED + 1)
                                .put("title", "hook")
                                .put("body", "as it is on GitHub ".repeat(400)))
                .put("repository", new JsonObject().put("full_name", "liverun/hooks"))
                .toBuffer();
        return clients.post(
                stack.address("/github/webhooks"),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-GitHub-Event",
                        "issues",
                        "X-GitHub-Delivery",
                        "load-" + number,
                        "X-Hub-Signature-256",
                        signature(body)),
                body,
                202);
    }

    private static String signature(Buffer body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Stack.WEBHOOK_SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
