package dev.liverun.api.problem;

/** 403: the caller is known and must not do this. */
public class Forbidden extends Problem {

    public Forbidden(String detail) {
        this("forbidden", "Not allowed", detail);
    }

    protected Forbidden(String slug, String title, String detail) {
        super(403, slug, title, detail);
    }
}
