package dev.liverun.health.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an import changes, or would change.
 *
 * @param dryRun nothing was changed
 * @param removed only with {@code prune}
 */
record ImportResult(boolean dryRun, List<String> created, List<Changed> changed, List<String> removed, int unchanged) {

    /** An integration that is defined otherwise. */
    record Changed(String name, List<Field> fields) {}

    /** A field, as it is and as it is to be. */
    record Field(String field, JsonNode before, JsonNode after) {}
}
