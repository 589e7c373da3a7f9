package dev.liverun.api.errors;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * No token. Instead of the extension's own mapper, which with Quarkus 3.32 ends in a NoSuchFieldError (it reads
 * {@code ChallengeData.headerName}, which has become private); can go with an extension release that was built for it.
 */
@Provider
@Priority(1)
public final class NotSignedInMapper extends ExceptionMapperBase<UnauthorizedException> {

    @Override
    protected HttpProblem toProblem(UnauthorizedException unknown) {
        return HttpProblem.builder()
                .withTitle("unauthenticated")
                .withStatus(Response.Status.UNAUTHORIZED)
                .withHeader("WWW-Authenticate", "Bearer")
                .build();
    }
}
