package dev.liverun.api.security;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Inject it where a request is served; pass it on into code that decides. Events and timers act as
 * {@link #system}.
 */
public interface Caller {

    /** The token's {@code sub}: what {@code tester_id}, {@code reported_by} and the audit log hold. */
    String subject();

    /** For people; the subject when the token has no name. */
    String displayName();

    /** With everything that they imply. */
    Set<String> roles();

    /** Whether {@code role} was granted or is implied. */
    default boolean has(String role) {
        return roles().contains(role);
    }

    default boolean is(@Nullable String subject) {
        return subject().equals(subject);
    }

    /** The same caller, for what goes on apart from the request. */
    default Caller known() {
        return new KnownCaller(subject(), displayName(), roles());
    }

    /** Whoever this identity stands for; where it is known, but no request's. */
    static Caller of(SecurityIdentity identity) {
        return new RequestCaller(identity);
    }

    /** A caller that is known already. */
    static Caller of(String subject, String displayName, String... roles) {
        return new KnownCaller(subject, displayName, Roles.withImplied(Set.of(roles)));
    }

    /** This service itself: {@code system:pause-timeout}. */
    static Caller system(String task) {
        return of("system:" + task, task, Roles.SERVICE);
    }
}
