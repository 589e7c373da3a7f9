package dev.liverun.health.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.health.receiver.DeliveryQueue.Delivery;
import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.credentials.Secret;
import dev.liverun.integrations.credentials.Secrets;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells receivers. Beside checking, not in it: what a receiver takes its time for, or never answers, is timed out here and
 * repeated from the queue.
 */
@ApplicationScoped
class DeliverySender {

    private static final Logger LOG = Logger.getLogger(DeliverySender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int AT_ONCE = 20;
    private static final int PER_MINUTE = 600;

    private final DeliveryQueue queue;
    private final IntegrationClient client;
    private final Secrets secrets;
    private final ObjectMapper mapper;

    DeliverySender(DeliveryQueue queue, IntegrationClient client, Secrets secrets, ObjectMapper mapper) {
        this.queue = queue;
        this.client = client;
        this.secrets = secrets;
        this.mapper = mapper;
    }

    /** Each in its own time: a receiver that hangs keeps no other waiting. */
    @Scheduled(identity = "alarm-deliveries", every = "1s")
    Uni<Void> send() {
        return queue.take(AT_ONCE)
                .invoke(deliveries -> deliveries.forEach(delivery -> send(delivery)
                        .subscribe()
                        .with(
                                done -> {},
                                failure -> LOG.warnf(
                                        "What became of delivery %s is not known; it is repeated: %s",
                                        delivery.notice().deliveryId(), failure))))
                .onFailure()
                .invoke(failure -> LOG.warnf("Alarms are told later: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> send(Delivery delivery) {
        return secret(delivery.receiver())
                .chain(secret -> call(delivery, secret.orElse(null)))
                .map(DeliverySender::objection)
                .onFailure()
                .recoverWithItem(failure -> Optional.of(String.valueOf(failure.getMessage())))
                .chain(objection -> objection.isEmpty()
                        ? queue.delivered(delivery.notice().deliveryId())
                        : queue.failed(delivery, objection.get()));
    }

    private Uni<Optional<String>> secret(Receiver receiver) {
        var credential = receiver.credential();
        return credential == null
                ? Uni.createFrom().item(Optional.empty())
                : secrets.get(credential).map(Secret::value).map(Optional::of);
    }

    private Uni<CallOutcome> call(Delivery delivery, @Nullable String secret) {
        var receiver = delivery.receiver();
        var url = receiver.url() == null ? secret : receiver.url();
        if (url == null) {
            return Uni.createFrom().failure(new IllegalStateException("The receiver has no address"));
        }
        var body = body(delivery);
        var headers = Headers.of("Content-Type", "application/json");
        if (receiver.format() == Receiver.Format.WEBHOOK && secret != null) {
            headers = headers.with(
                            "X-Liverun-Delivery", delivery.notice().deliveryId().toString())
                    .with("X-Liverun-Signature-256", Notice.signature(secret, body));
        }
        var address = URI.create(url.strip());
        return client.call(
                new Target(receiver.id(), address, Auth.none(), TIMEOUT, 0, PER_MINUTE, true),
                OutgoingRequest.to("POST", address.toString())
                        .headers(headers)
                        .body(Body.of(body))
                        .purpose(Purpose.NOTICE)
                        .redirectLimit(0)
                        .authenticated(false)
                        .maxWait(TIMEOUT)
                        .keepBytes(0)
                        .build());
    }

    private byte[] body(Delivery delivery) {
        var notice = delivery.notice();
        try {
            return mapper.writeValueAsBytes(
                    switch (delivery.receiver().format()) {
                        case WEBHOOK -> notice;
                        case SLACK -> notice.slack();
                        case DISCORD -> notice.discord();
                    });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice is always writable", e);
        }
    }

    /** Why it does not count as told. */
    private static Optional<String> objection(CallOutcome outcome) {
        if (outcome instanceof Answered answer) {
            return answer.status() >= 200 && answer.status() < 300
                    ? Optional.empty()
                    : Optional.of("Answered " + answer.status() + ".");
        }
        return Optional.of(((Failed) outcome).message());
    }
}
