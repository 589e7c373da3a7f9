package dev.liverun.api.problem;

/** 409: right in itself, but not in the state that things are in now. */
public class Conflict extends Problem {

    public Conflict(String detail) {
        this("conflict", "Conflict with the current state", detail);
    }

    /** A conflict with a {@code type} of its own. */
    public Conflict(String slug, String title, String detail) {
        super(409, slug, title, detail);
    }
}
