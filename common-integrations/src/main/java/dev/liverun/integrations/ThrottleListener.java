package dev.liverun.integrations;

import io.smallrye.mutiny.Uni;

/**
 * Is told when an endpoint throttles us, so that a service can publish it to the others. Every CDI bean of this type is
 * called, once per throttling answer, outside any transaction and beside the call, which does not wait for it; a failure
 * is logged and counted and changes nothing for the call.
 */
@FunctionalInterface
public interface ThrottleListener {

    Uni<Void> throttled(Throttle throttle);
}
