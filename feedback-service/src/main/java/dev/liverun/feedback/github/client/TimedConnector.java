package dev.liverun.feedback.github.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Sends one request once. The library's own connectors set no timeout, and it repeats what failed with a
 * {@link java.net.SocketException}, creations included; so every failure here is a {@link GitHubFailure}.
 */
public final class TimedConnector implements GitHubConnector {

    private final HttpClient http;
    private final Duration timeout;
    private final Supplier<Optional<String>> refusal;

    /** @param refusal why nothing may be sent now, if so; asked before each request */
    TimedConnector(Duration timeout, Supplier<Optional<String>> refusal) {
        this.timeout = timeout;
        this.refusal = refusal;
        // HTTP/1.1: one request per connection at a time, so that a broken one breaks nothing else.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** A request of our own: one PATCH for all fields, which the library cannot do. */
    public HttpResponse<byte[]> send(String method, URI address, String authorization, byte[] json)
            throws GitHubFailure {
        return send(HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Authorization", authorization)
                .header("Accept", "application/vnd.github+json")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws GitHubFailure {
        Optional<String> refused = refusal.get();
        if (refused.isPresent()) {
            throw GitHubFailure.halted(refused.get());
        }
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw GitHubFailure.unclear("no answer from GitHub (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitHubFailure.unclear("interrupted while waiting for GitHub", e);
        }
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        var body = request.hasBody() ? request.body().readAllBytes() : new byte[0];
        var builder = HttpRequest.newBuilder(URI.create(request.url().toString()))
                .timeout(timeout)
                .method(
                        request.method(),
                        request.hasBody()
                                ? HttpRequest.BodyPublishers.ofByteArray(body)
                                : HttpRequest.BodyPublishers.noBody());
        request.allHeaders().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        if (request.contentType() != null) {
            builder.setHeader("Content-Type", request.contentType());
        }
        return new Answer(request, send(builder.build()));
    }

    private static final class Answer extends GitHubConnectorResponse.ByteArrayResponse {

        private final byte[] body;

        Answer(GitHubConnectorRequest request, HttpResponse<byte[]> answer) {
            super(request, answer.statusCode(), answer.headers().map());
            this.body = answer.body();
        }

        @Override
        protected InputStream rawBodyStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
