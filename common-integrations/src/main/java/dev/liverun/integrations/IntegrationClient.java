package dev.liverun.integrations;

import dev.liverun.integrations.outcome.CallOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** Calls live integrations. One per process: its connections, tokens and pauses are shared by all callers. */
public interface IntegrationClient {

    /**
     * Makes the call when it is subscribed to, and again with each further subscription.
     *
     * <p>Whatever the network, the remote side, the policy or a credential does is the outcome; the {@code Uni} fails only
     * on a programming error. Cancelling gives up: a connection in use is closed, a request that was sent may have been
     * received. The outcome arrives on the caller's Vert.x context.
     */
    Uni<CallOutcome> call(Target target, OutgoingRequest request);

    /**
     * Keeps a pause that others learnt from the endpoint: nothing is sent to it earlier. The later of two pauses holds; no
     * listener is told. Done when it is stored, so that other replicas keep it, too.
     */
    Uni<Void> pauseUntil(UUID endpointId, Instant until);
}
