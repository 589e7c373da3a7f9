/** The keyboard: what a view offers while it is shown, and the list of it for the help sheet. */

export interface Shortcut {
  /** One key, or two one after the other: 'f', '?', 'g s'. */
  keys: string;
  does: string;
  run: () => void;
}

const layers: Shortcut[][] = [];
let pending = '';
let pendingTimer = 0;

/** Offers shortcuts until the returned function is called; later ones win. */
export function offer(shortcuts: Shortcut[]): () => void {
  layers.push(shortcuts);
  return () => {
    const at = layers.indexOf(shortcuts);
    if (at >= 0) layers.splice(at, 1);
  };
}

export const offered = (): Shortcut[] => {
  const seen = new Map<string, Shortcut>();
  for (const layer of [...layers].reverse()) for (const one of layer) if (!seen.has(one.keys)) seen.set(one.keys, one);
  return [...seen.values()];
};

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  && !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type));

/** Which shortcut a key completes, given the key before it. */
export function match(shortcuts: Shortcut[], before: string, key: string): { run?: Shortcut; pending: string } {
  const both = before ? `${before} ${key}` : key;
  const exact = shortcuts.find(one => one.keys === both) ?? (before ? shortcuts.find(one => one.keys === key) : undefined);
  if (exact) return { run: exact, pending: '' };
  return { pending: shortcuts.some(one => one.keys.startsWith(`${key} `)) ? key : '' };
}

export function startKeys(): void {
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    const found = match(offered(), pending, event.key);
    clearTimeout(pendingTimer);
    pending = found.pending;
    if (pending) pendingTimer = window.setTimeout(() => (pending = ''), 900);
    if (found.run) {
      event.preventDefault();
      found.run.run();
    }
  });
}
