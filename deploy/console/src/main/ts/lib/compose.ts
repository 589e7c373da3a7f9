/** What the composer of feedback begins with. */
export interface ComposerSeed { session?: string; result?: string; endpoint?: string; title?: string; description?: string }

/** Opens the composer from anywhere: the shell listens. */
export function compose(seed: ComposerSeed = {}): void {
  dispatchEvent(new CustomEvent('liverun-compose', { detail: seed }));
}
