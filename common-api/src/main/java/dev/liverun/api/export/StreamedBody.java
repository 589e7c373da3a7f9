package dev.liverun.api.export;

import io.smallrye.mutiny.Multi;

/**
 * A body that is sent as it is made, as fast as the client takes it. What fails after the beginning breaks the connection
 * off, so that no client takes half a file for a whole one.
 */
public record StreamedBody(Multi<byte[]> pieces) {

    public static StreamedBody of(Multi<byte[]> pieces) {
        return new StreamedBody(pieces);
    }
}
