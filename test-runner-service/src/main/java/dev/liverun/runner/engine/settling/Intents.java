package dev.liverun.runner.engine.settling;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.runner.workflow.StepKind;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of what is about to be changed outside. It is written <em>before</em> the request is sent, so that after any
 * failure it is known what may have happened.
 */
public interface Intents {

    /**
     * Asks for permission and records the intent in one transaction. Done only when it is committed.
     *
     * @return the intent's id, or why the step must not be taken
     */
    Uni<Permission> intend(Intent intent);

    /** Records what became of it, and how to take it back. */
    Uni<Void> settle(UUID intentId, IntentOutcome outcome, String detail, @Nullable OutgoingRequest undo);

    /**
     * What is going to be done.
     *
     * @param amount exact; empty unless the step moves money
     * @param key the idempotency key that the request carries
     * @param undo how to take it back, as far as it is known before the answer
     * @param undoWanted whether the step has an undo at all
     * @param inquiry how to find out whether it happened, should nobody know
     * @param cleanup whether it cleans up, which no session and no limit keeps from being done
     * @param deadline by then it is settled, or nobody will settle it any more
     * @param secrets what must not be recorded in clear
     */
    record Intent(
            int stepIndex,
            String stepName,
            StepKind kind,
            Optional<BigDecimal> amount,
            Optional<String> unit,
            Optional<String> key,
            OutgoingRequest request,
            Optional<OutgoingRequest> undo,
            boolean undoWanted,
            Optional<Inquiry.Written> inquiry,
            Instant deadline,
            boolean cleanup,
            Set<String> secrets) {}

    /** Go ahead, or not. */
    sealed interface Permission {

        /** Committed: the request may be sent, once. */
        record Granted(UUID intentId) implements Permission {}

        /** Not now: the session is paused. Nothing was recorded. */
        record Held() implements Permission {}

        /** Nothing was recorded, nothing may be sent. */
        record Refused(String reason) implements Permission {}
    }

    /** What became of an intent. */
    enum IntentOutcome {
        /** Committed, perhaps sent; not settled. */
        SENT,
        /** The service confirmed it. */
        DONE,
        /** The request cannot have been received, or the service refused it. */
        NOT_DONE,
        /** Nobody knows. Never sent again; for a person to look at. */
        UNKNOWN
    }
}
