package dev.liverun.api.problem;

import java.util.List;

/** 422: each value is right by itself, but together, or with what is stored, they cannot be. */
public class Unprocessable extends Problem {

    public Unprocessable(String detail) {
        this("unprocessable", "Cannot be processed", detail);
    }

    /** A problem with a {@code type} of its own. */
    public Unprocessable(String slug, String title, String detail) {
        super(422, slug, title, detail);
    }

    /** Names the fields, as {@link Invalid} does. */
    public final Unprocessable naming(List<Violation> violations) {
        with("violations", List.copyOf(violations));
        return this;
    }
}
