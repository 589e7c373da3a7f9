package dev.liverun.integrations.redaction;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is masked in everything that is recorded, in addition to well-known names and to the values of credentials. More
 * hides more, also from those who look for the cause of a failure; what was recorded unmasked stays so.
 */
@ConfigMapping(prefix = "liverun.redaction")
public interface RedactionConfig {

    /** Names of further headers. */
    Optional<Set<String>> headers();

    /** Names of further JSON fields, form fields and query parameters. */
    Optional<Set<String>> fields();

    /** JSONPath expressions into JSON bodies. A JSON body that was cut is left out then, because paths need all of it. */
    Optional<List<String>> paths();

    /** XPath expressions into XML bodies. An XML body that was cut is left out then, for the same reason. */
    Optional<List<String>> xpaths();

    default RedactionRules rules() {
        return new RedactionRules(
                headers().orElse(Set.of()),
                fields().orElse(Set.of()),
                paths().orElse(List.of()),
                xpaths().orElse(List.of()));
    }
}
