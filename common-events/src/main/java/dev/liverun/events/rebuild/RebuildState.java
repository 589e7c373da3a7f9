package dev.liverun.events.rebuild;

/**
 * What becomes of a rebuild.
 *
 * <pre>
 * REQUESTED ──▶ FILLING ──▶ DONE
 *     │            ├──────▶ FAILED
 *     └────────────┴──────▶ CANCELLED
 * </pre>
 */
public enum RebuildState {
    REQUESTED,
    /** Owners publish what they have; what happens meanwhile goes into both views. */
    FILLING,
    DONE,
    /** By an operator; the view stays as it was. */
    CANCELLED,
    /** The view stays as it was. */
    FAILED
}
