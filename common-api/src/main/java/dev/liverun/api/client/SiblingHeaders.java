package dev.liverun.api.client;

import dev.liverun.events.correlation.Correlation;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Gives a call to a sibling service the correlation id of the work at hand and this service's own token. On a REST
 * client: {@code @RegisterProvider(SiblingHeaders.class) @RegisterProvider(SiblingJson.class)}.
 */
public class SiblingHeaders implements ClientRequestFilter {

    private final ServiceToken token;

    SiblingHeaders(ServiceToken token) {
        this.token = token;
    }

    @Override
    public void filter(ClientRequestContext request) {
        var correlation = Correlation.current();
        if (correlation != null) {
            request.getHeaders().putSingle(Correlation.HEADER, correlation);
        }
        token.current()
                .ifPresent(value -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + value));
    }
}
