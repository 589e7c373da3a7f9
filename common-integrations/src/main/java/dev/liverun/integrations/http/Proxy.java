package dev.liverun.integrations.http;

import dev.liverun.integrations.egress.EgressConfig.NameResolution;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * The egress proxy.
 *
 * @param credential read for each connection: {@code user:password}, or an empty text where it asks for none
 */
public record Proxy(String host, int port, Supplier<Uni<String>> credential, NameResolution nameResolution) {}
