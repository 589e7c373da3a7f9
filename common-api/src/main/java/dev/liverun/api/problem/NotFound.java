package dev.liverun.api.problem;

/** 404: there is no such thing, or this caller must not know of it. */
public class NotFound extends Problem {

    /** For example {@code new NotFound("session", id)}. */
    public NotFound(String kind, Object id) {
        this("There is no " + kind + " " + id + ".");
    }

    public NotFound(String detail) {
        super(404, "not-found", "Not found", detail);
    }

    protected NotFound(String slug, String title, String detail) {
        super(404, slug, title, detail);
    }
}
