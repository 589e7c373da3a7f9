package dev.liverun.api.security;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Looks at the token before a resource is called, also where none is needed: there, too, the {@link Caller} is known if
 * there is one, and a token that is not valid is refused instead of ignored. (Quarkus would look when it is first asked
 * for, which it refuses on an event loop.)
 */
@Singleton
class SignedInFilter {

    private final CurrentIdentityAssociation identity;

    SignedInFilter(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    @ServerRequestFilter
    Uni<Void> lookAtTheToken() {
        return identity.getDeferredIdentity().invoke(identity::setIdentity).replaceWithVoid();
    }
}
