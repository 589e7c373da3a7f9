import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { offered } from '../lib/keys.ts';
import { DialogPart } from '../ui/dialog.ts';

@customElement('lr-help')
export class Help extends DialogPart {
  protected heading(): string {
    return 'Keyboard';
  }

  protected content(): unknown {
    const list = [
      { keys: 'Ctrl K', does: 'Search and commands' },
      { keys: 'Ctrl Enter', does: 'Send a form' },
      { keys: 'Esc', does: 'Close what is open' },
      ...offered(),
    ];
    return html`<div class="keys">${list.map(one => html`<div><span>${one.does}</span><span class="nowrap">${one.keys.split(' ').map(key => html`<kbd>${key}</kbd> `)}</span></div>`)}</div>
      <p class="muted small">Solid <span class="mode live">LIVE</span> means that requests go to the real services; a striped
      <span class="mode dry">DRY RUN</span> sends nothing.</p>`;
  }
}
