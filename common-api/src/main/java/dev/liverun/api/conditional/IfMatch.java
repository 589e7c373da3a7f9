package dev.liverun.api.conditional;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.PreconditionRequired;
import dev.liverun.api.problem.StaleVersion;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions that a change may be applied to (RFC 9110, section 13.1.1). A resource takes
 * {@code @HeaderParam("If-Match") String ifMatch} and hands {@code IfMatch.required(ifMatch)} to its service, which calls
 * {@link #check} on the entity that it has read in its transaction.
 */
public final class IfMatch {

    private static final Pattern LIST =
            Pattern.compile("\\s*(?:W/)?\"[\\x21\\x23-\\x7e]*\"\\s*(?:,\\s*(?:W/)?\"[\\x21\\x23-\\x7e]*\"\\s*)*");
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e]*)\"");

    private final boolean any;
    private final Set<String> tags;

    private IfMatch(boolean any, Set<String> tags) {
        this.any = any;
        this.tags = tags;
    }

    /**
     * @throws PreconditionRequired if the header is missing
     * @throws Invalid if it is not a list of entity tags
     */
    public static IfMatch required(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new PreconditionRequired();
        }
        if (header.trim().equals("*")) {
            return new IfMatch(true, Set.of());
        }
        if (!LIST.matcher(header).matches()) {
            throw new Invalid("If-Match", "must be an ETag in double quotes, as it was sent");
        }
        // Weak tags never match: the comparison is the strong one.
        return new IfMatch(
                false,
                TAG.matcher(header)
                        .results()
                        .filter(tag -> tag.group(1) == null)
                        .map(tag -> tag.group(2))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** For code that changes without a request. */
    public static IfMatch anyVersion() {
        return new IfMatch(true, Set.of());
    }

    public boolean matches(long version) {
        return any || tags.contains(Long.toString(version));
    }

    /** @throws StaleVersion if the caller had read another version */
    public void check(long version) {
        if (!matches(version)) {
            throw new StaleVersion(version);
        }
    }
}
