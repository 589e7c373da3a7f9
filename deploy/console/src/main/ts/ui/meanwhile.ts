import { html } from 'lit';
import type { Edited } from '../lib/edited.ts';

/** What others changed meanwhile of what is edited here; nothing is saved over it before somebody has looked. */
export function meanwhile<T extends object>(edited: Edited<T>, names: Partial<Record<keyof T, string>>, changed: () => void): unknown {
  return Object.entries(edited.theirs).map(([field, theirs]) => {
    const settle = (keep: 'mine' | 'theirs'): void => {
      edited.settle(field as keyof T, keep);
      changed();
    };
    return html`<div class="problem" role="alert"><h3>${names[field as keyof T] ?? field} was changed by somebody else meanwhile</h3>
      <p>Yours is kept below. Theirs is:</p><pre class="code" tabindex="0">${theirs === '' ? 'empty' : theirs}</pre>
      <div class="row wrap"><button class="btn small" type="button" @click=${() => settle('mine')}>Keep mine</button><button class="btn small" type="button" @click=${() => settle('theirs')}>Take theirs</button></div></div>`;
  });
}
