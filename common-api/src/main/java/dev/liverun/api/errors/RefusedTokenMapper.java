package dev.liverun.api.errors;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** A token that is expired, forged, of another issuer, or no token. See {@link NotSignedInMapper}. */
@Provider
@Priority(1)
public final class RefusedTokenMapper extends ExceptionMapperBase<AuthenticationFailedException> {

    @Override
    protected HttpProblem toProblem(AuthenticationFailedException refused) {
        return HttpProblem.builder()
                .withTitle("unauthenticated")
                .withStatus(Response.Status.UNAUTHORIZED)
                .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .build();
    }
}
