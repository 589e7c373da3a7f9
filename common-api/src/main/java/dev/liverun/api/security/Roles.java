package dev.liverun.api.security;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The roles, for {@code @RolesAllowed} on every resource method (what has no annotation is refused).
 *
 * <p>{@code admin ⊇ operator ⊇ tester ⊇ viewer}, and {@code service ⊇ viewer}: a method names the least role that may
 * call it. An operator can therefore step in for a tester who is away; that is recorded in the audit log like everything
 * else. A service reads like a viewer and changes only what is marked {@code SERVICE}. Admin differs from operator in what
 * belongs to the installation and not to its running: retention, rebuild, the audit log of operators.
 */
public final class Roles {

    /** Reads everything that is not an operator's. */
    public static final String VIEWER = "viewer";
    /** Also creates, and changes sessions in which they take part, and what hangs on them. */
    public static final String TESTER = "tester";
    /** Also changes what all share (endpoints, workflows), and runs the service: dead letters, halt, audit. */
    public static final String OPERATOR = "operator";
    /** May do everything that a person may. */
    public static final String ADMIN = "admin";
    /** A sibling service, calling for itself. */
    public static final String SERVICE = "service";

    /** Every role, least first. */
    public static final Set<String> ALL = Set.copyOf(Set.of(VIEWER, TESTER, OPERATOR, ADMIN, SERVICE));

    private static final Map<String, Set<String>> IMPLIED = Map.of(
            VIEWER, Set.of(VIEWER),
            TESTER, Set.of(TESTER, VIEWER),
            OPERATOR, Set.of(OPERATOR, TESTER, VIEWER),
            ADMIN, Set.of(ADMIN, OPERATOR, TESTER, VIEWER),
            SERVICE, Set.of(SERVICE, VIEWER));

    private Roles() {}

    /** {@code granted} and everything that it implies. Names that are no role of ours grant nothing. */
    public static Set<String> withImplied(Set<String> granted) {
        var all = new LinkedHashSet<String>();
        granted.forEach(role -> all.addAll(IMPLIED.getOrDefault(role, Set.of())));
        return all;
    }
}
