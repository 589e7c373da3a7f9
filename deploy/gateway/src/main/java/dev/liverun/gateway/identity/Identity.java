package dev.liverun.gateway.identity;

import java.time.Instant;
import java.util.SortedSet;

/**
 * What a valid token says. It is used to count a caller's requests and to tell a browser who is signed in; what anybody
 * may do is decided by the services, which verify the token themselves.
 *
 * @param subject who
 * @param roles as which
 * @param expiresAt until when
 */
public record Identity(String subject, SortedSet<String> roles, Instant expiresAt) {}
