package dev.liverun.sandbox.github;

import dev.liverun.sandbox.fault.Faults;
import dev.liverun.sandbox.fault.WebhookFault;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends events to hooks, as GitHub does: signed, once, with 10 s to answer, and not again by itself. */
final class Webhooks {
    private static final long TIMEOUT_MS = 10_000;
    private static final int KEPT = 100;

    private final HttpClient client;
    private final Clock clock;
    private final Faults faults;
    private final Views views;
    private final @Nullable Hook everywhere;
    private final Map<Long, Deque<Delivery>> deliveries = new HashMap<>();
    private long nextId = 1;

    /**
     * @param publicUrl where links in payloads lead
     * @param everywhere a hook that belongs to every repository, or null
     */
    Webhooks(Vertx vertx, Clock clock, Faults faults, String publicUrl, @Nullable Hook everywhere) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) TIMEOUT_MS));
        this.clock = clock;
        this.faults = faults;
        this.views = new Views(publicUrl + "/github");
        this.everywhere = everywhere;
    }

    /** One delivery; {@code status} is 0 until it is answered, and stays so where no answer came. */
    record Delivery(
            long id,
            String guid,
            String event,
            @Nullable String action,
            Buffer body,
            Instant at,
            boolean redelivery,
            int status,
            String outcome) {

        JsonObject toJson() {
            return new JsonObject()
                    .put("id", id)
                    .put("guid", guid)
                    .put("delivered_at", at.toString())
                    .put("redelivery", redelivery)
                    .put("status", outcome)
                    .put("status_code", status)
                    .put("event", event)
                    .put("action", action);
        }

        private Delivery with(int newStatus, String newOutcome) {
            return new Delivery(id, guid, event, action, body, at, redelivery, newStatus, newOutcome);
        }
    }

    /** Hooks of this repository, the one that belongs to all included. */
    List<Hook> hooks(Repo repo) {
        var hooks = new ArrayList<>(repo.hooks.values());
        if (everywhere != null) {
            hooks.add(0, everywhere);
        }
        return hooks;
    }

    /** Tells every hook that wants to know; the payload is made now, the sending does not hold anybody up. */
    void fire(Repo repo, String event, String action, User sender, Function<Views, JsonObject> payload) {
        List<Hook> interested =
                hooks(repo).stream().filter(hook -> hook.wants(event)).toList();
        if (interested.isEmpty()) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("action", action)
                .mergeIn(payload.apply(views))
                .put("repository", views.repo(repo))
                .put("sender", views.user(sender));
        interested.forEach(hook -> deliver(hook, event, action, body.toBuffer()));
    }

    void ping(Repo repo, Hook hook, User sender) {
        JsonObject body = new JsonObject()
                .put("zen", "Keep it logically awesome.")
                .put("hook_id", hook.id())
                .put("hook", views.hook(repo, hook))
                .put("repository", views.repo(repo))
                .put("sender", views.user(sender));
        deliver(hook, "ping", null, body.toBuffer());
    }

    List<Delivery> deliveries(Hook hook) {
        return List.copyOf(deliveries.getOrDefault(hook.id(), new ArrayDeque<>()));
    }

    /** The same event again, under the same GUID. */
    void redeliver(Hook hook, Delivery delivery) {
        send(hook, delivery.guid, delivery.event, delivery.action, delivery.body, true, false);
    }

    private void deliver(Hook hook, String event, @Nullable String action, Buffer body) {
        WebhookFault fault = faults.hitWebhook();
        if (fault == WebhookFault.DROP) {
            return;
        }
        String guid = UUID.randomUUID().toString();
        send(hook, guid, event, action, body, false, fault == WebhookFault.BAD_SIGNATURE);
        if (fault == WebhookFault.DUPLICATE) {
            send(hook, guid, event, action, body, false, false);
        }
    }

    private void send(
            Hook hook,
            String guid,
            String event,
            @Nullable String action,
            Buffer body,
            boolean redelivery,
            boolean badlySigned) {
        var delivery = new Delivery(nextId++, guid, event, action, body, clock.instant(), redelivery, 0, "pending");
        remember(hook, delivery);
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add("User-Agent", "GitHub-Hookshot/sandbox")
                .add("Accept", "*/*")
                .add("Content-Type", "application/json")
                .add("X-GitHub-Event", event)
                .add("X-GitHub-Delivery", guid)
                .add("X-GitHub-Hook-ID", String.valueOf(hook.id()))
                .add("X-GitHub-Hook-Installation-Target-Type", "repository");
        if (hook.secret() != null) {
            byte[] signed = badlySigned ? body.copy().appendByte((byte) ' ').getBytes() : body.getBytes();
            headers.add("X-Hub-Signature-256", Signature.of(hook.secret(), signed));
        }
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(hook.url())
                .setTimeout(TIMEOUT_MS)
                .setHeaders(headers);
        Future<Integer> status = client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.end().map(end -> response.statusCode()));
        status.onSuccess(code -> replace(hook, delivery.with(code, code / 100 == 2 ? "OK" : "Invalid HTTP Response")))
                .onFailure(e -> replace(hook, delivery.with(0, "failed to connect: " + e.getMessage())));
    }

    private void remember(Hook hook, Delivery delivery) {
        Deque<Delivery> kept = deliveries.computeIfAbsent(hook.id(), id -> new ArrayDeque<>());
        kept.addFirst(delivery);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    private void replace(Hook hook, Delivery delivery) {
        Deque<Delivery> kept = deliveries.computeIfAbsent(hook.id(), id -> new ArrayDeque<>());
        List<Delivery> updated =
                kept.stream().map(d -> d.id == delivery.id ? delivery : d).toList();
        kept.clear();
        kept.addAll(updated);
    }
}
