package dev.liverun.integrations;

import java.util.Optional;

/**
 * Can stop a call before anything of it is sent: the kill switch, an approval that was withdrawn. Every CDI bean of this
 * type is asked before each attempt, again after it waited, on an event loop: answer from memory.
 */
@FunctionalInterface
public interface CallGate {

    /** Why the call must not be made, in one sentence for people; empty lets it pass. */
    Optional<String> refusal(Target target, OutgoingRequest request);
}
