package dev.liverun.api.problem;

import java.util.List;

/** 400: one or more values break a rule; every one of them is listed under {@code violations}. */
public class Invalid extends Problem {

    private static final String SLUG = "invalid";
    private static final String TITLE = "Invalid request";

    private final transient List<Violation> violations;

    /** One violated field, by its JSON name (dotted, {@code steps[2].url}). */
    public Invalid(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    public Invalid(List<Violation> violations) {
        this(SLUG, TITLE, summary(violations), violations);
    }

    protected Invalid(String slug, String title, String detail, List<Violation> violations) {
        super(400, slug, title, detail);
        this.violations = List.copyOf(violations);
        with("violations", this.violations);
    }

    public final List<Violation> violations() {
        return violations;
    }

    private static String summary(List<Violation> violations) {
        if (violations.size() == 1) {
            var only = violations.get(0);
            return only.field() + ": " + only.message();
        }
        return violations.size() + " values are invalid.";
    }
}
