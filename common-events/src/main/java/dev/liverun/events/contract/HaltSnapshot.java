package dev.liverun.events.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * The kill switch: while {@code halted}, nobody makes an outgoing call but to undo.
 *
 * @param since when it was last pressed or released
 */
public record HaltSnapshot(UUID id, boolean halted, String reason, Instant since, long version) {

    /** There is one in an installation. */
    public static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");
}
