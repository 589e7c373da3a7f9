package dev.liverun.health.offline;

/** Whose it is that a check was met with silence. */
public enum Whose {
    /** The integration's: the network was there, while the check was made and after it. */
    THEIRS,
    /** Ours: nobody else was there either, or this process itself stood still. */
    OURS,
    /** Nobody could say, so it is held against nobody. */
    UNCLEAR
}
