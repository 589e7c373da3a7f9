package dev.liverun.api.problem;

/** 415: this kind of content is not accepted here. */
public class UnsupportedContent extends Problem {

    public UnsupportedContent(String detail) {
        super(415, "unsupported-content", "Unsupported content", detail);
    }
}
