package dev.liverun.gateway.openapi;

import dev.liverun.gateway.config.GatewayConfig;
import dev.liverun.gateway.routing.Service;
import dev.liverun.gateway.routing.Upstream;
import dev.liverun.gateway.routing.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Asks the services for their documents, merges them, and keeps the result for a short while. */
@Singleton
class OpenApiSource {

    private static final Logger LOG = Logger.getLogger(OpenApiSource.class);

    private static final int LARGEST = 4 * 1024 * 1024;
    /** With a service missing, the others' documents are not kept for the whole time. */
    private static final long INCOMPLETE_NANOS = 3_000_000_000L;

    private final Upstreams upstreams;
    private final long freshNanos;
    private final long patienceMillis;
    private @Nullable Future<Merged> latest;
    private long askedAt;

    OpenApiSource(Upstreams upstreams, GatewayConfig config) {
        this.upstreams = upstreams;
        this.freshNanos = config.openapi().refresh().toNanos();
        this.patienceMillis = config.openapi().timeout().toMillis();
    }

    /**
     * The merged document, written down once.
     *
     * @param json the document in JSON
     * @param yaml the same in YAML
     * @param etag changes when the document does
     * @param complete whether every service was there
     */
    record Merged(Buffer json, Buffer yaml, String etag, boolean complete) {}

    /** Many who ask at the same time are one question to the services. */
    synchronized Future<Merged> document() {
        var now = System.nanoTime();
        if (latest == null || (latest.isComplete() && now - askedAt > keep(latest))) {
            askedAt = now;
            latest = ask();
        }
        return latest;
    }

    private long keep(Future<Merged> known) {
        var merged = known.result();
        return merged != null && merged.complete ? freshNanos : Math.min(freshNanos, INCOMPLETE_NANOS);
    }

    private Future<Merged> ask() {
        Map<Service, JsonObject> found = new EnumMap<>(Service.class);
        var missing = new ArrayList<String>();
        var questions = upstreams.all().stream()
                .map(upstream -> ask(upstream).onSuccess(document -> {
                    synchronized (found) {
                        found.put(upstream.service(), document);
                    }
                }))
                .toList();
        return Future.join(questions).transform(ignored -> {
            upstreams.all().stream()
                    .filter(upstream -> !found.containsKey(upstream.service()))
                    .forEach(upstream -> missing.add(upstream.name()));
            return Future.succeededFuture(write(OpenApiMerger.merge(found, missing), missing.isEmpty()));
        });
    }

    private Future<JsonObject> ask(Upstream upstream) {
        var request = new RequestOptions()
                .setAbsoluteURI(upstream.openapi().toString())
                .putHeader("Accept", "application/json")
                .setTimeout(patienceMillis);
        return upstreams
                .http()
                .request(request)
                .compose(out -> out.send())
                .compose(OpenApiSource::read)
                .map(JsonObject::new)
                .onFailure(
                        failure -> LOG.debugf("%s has no OpenAPI document: %s", upstream.name(), failure.toString()));
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture("status " + response.statusCode());
        }
        var read = Buffer.buffer();
        response.handler(piece -> {
            if (read.length() + piece.length() > LARGEST) {
                response.request().reset();
            } else {
                read.appendBuffer(piece);
            }
        });
        return response.end().map(read);
    }

    private static Merged write(JsonObject document, boolean complete) {
        var json = document.toBuffer();
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setDereferenceAliases(true);
        var yaml = Buffer.buffer(new Yaml(options).dump(plain(document)).getBytes(StandardCharsets.UTF_8));
        var sum = new CRC32();
        sum.update(json.getBytes());
        return new Merged(json, yaml, "\"" + Long.toHexString(sum.getValue()) + "-" + json.length() + "\"", complete);
    }

    private static @Nullable Object plain(@Nullable Object node) {
        if (node instanceof JsonObject object) {
            var copy = new LinkedHashMap<String, @Nullable Object>();
            object.forEach(entry -> copy.put(entry.getKey(), plain(entry.getValue())));
            return copy;
        }
        if (node instanceof JsonArray array) {
            var copy = new ArrayList<@Nullable Object>();
            array.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return node;
    }
}
