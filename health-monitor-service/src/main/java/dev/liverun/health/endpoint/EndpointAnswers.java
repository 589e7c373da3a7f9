package dev.liverun.health.endpoint;

import dev.liverun.api.Created;
import dev.liverun.api.conditional.ETags;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with an endpoint in them; the ETag is the version of its definition. */
public final class EndpointAnswers {

    private EndpointAnswers() {}

    static RestResponse<EndpointResponse> found(EndpointResponse endpoint) {
        return RestResponse.ResponseBuilder.ok(endpoint)
                .header(HttpHeaders.ETAG, ETags.header(endpoint.version()))
                .build();
    }

    /** 201 with its address. */
    public static RestResponse<EndpointResponse> registered(EndpointResponse endpoint) {
        return RestResponse.ResponseBuilder.<EndpointResponse>create(RestResponse.Status.CREATED)
                .entity(endpoint)
                .header(HttpHeaders.LOCATION, Created.BASE_PATH + "/integrations/" + endpoint.id())
                .header(HttpHeaders.ETAG, ETags.header(endpoint.version()))
                .build();
    }
}
