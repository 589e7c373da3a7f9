package dev.liverun.sandbox.fault;

import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong, and for which requests.
 *
 * @param outcome null when requests are only delayed, or for the GitHub behaviours below
 * @param latencyMs wait before anything else happens
 * @param times how many requests it hits before it is spent; null for every one
 * @param probability 0 (never) to 1 (always)
 * @param path prefix inside the integration, such as {@code /api/v10/users}; null for all
 * @param method null for all
 * @param action Banano's RPC action; null for all
 * @param listingLagMs GitHub: a new issue is not listed before this long after its creation
 * @param lateCreateMs GitHub: an issue appears (and its request is answered) only after this long
 * @param webhooks GitHub: what happens to webhooks
 */
public record Fault(
        @Nullable Outcome outcome,
        long latencyMs,
        @Nullable Integer times,
        double probability,
        @Nullable String path,
        @Nullable String method,
        @Nullable String action,
        long listingLagMs,
        long lateCreateMs,
        @Nullable WebhookFault webhooks) {

    boolean hitsRequests() {
        return outcome != null || latencyMs > 0 || lateCreateMs > 0;
    }

    boolean matches(RequestFacts request) {
        if (!hitsRequests()
                || (path != null && !request.path().startsWith(path))
                || (method != null && !method.equalsIgnoreCase(request.method()))
                || (action != null && !action.equals(request.action()))) {
            return false;
        }
        if (lateCreateMs > 0
                && !(request.method().equals("POST") && request.path().endsWith("/issues"))) {
            return false;
        }
        if (outcome instanceof Outcome.ExpiredToken) {
            return request.presentsToken();
        }
        if (outcome instanceof Outcome.AcceptThenDrop) {
            return !request.method().equals("GET") && !request.method().equals("HEAD");
        }
        return true;
    }
}
