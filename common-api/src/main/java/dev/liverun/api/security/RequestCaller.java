package dev.liverun.api.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.security.Principal;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the current request, from its verified token. */
@RequestScoped
class RequestCaller implements Caller {

    private final SecurityIdentity identity;

    RequestCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String subject() {
        Principal principal = identity.getPrincipal();
        if (principal instanceof JsonWebToken token && token.getSubject() != null) {
            return token.getSubject();
        }
        return identity.isAnonymous() ? "anonymous" : principal.getName();
    }

    @Override
    public String displayName() {
        var name = claim("name");
        if (name == null) {
            name = claim("preferred_username");
        }
        return name == null ? subject() : name;
    }

    @Override
    public Set<String> roles() {
        return identity.getRoles();
    }

    private @Nullable String claim(String name) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getClaim(name) instanceof String text
                ? text
                : null;
    }
}
