import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from '../ui/repeat.ts';
import { dismiss, onToasts, shown } from '../lib/toast.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { problemText } from '../ui/parts.ts';

@customElement('lr-toasts')
export class Toasts extends Part {
  private stop: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    // Before the dialog is taken away, with whatever is in it.
    document.addEventListener('close', this.leave, { capture: true });
    this.stop = onToasts(() => {
      this.requestUpdate();
      // Above an open dialog, which lies over everything else.
      void this.updateComplete.then(() => this.lift());
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('close', this.leave, { capture: true });
    this.stop();
    // The dialog was taken away without being closed, as by the back button.
    queueMicrotask(() => { if (!this.isConnected) this.home()?.append(this); });
  }

  private readonly leave = (event: Event): void => {
    if (!(event.target as Element).contains(this)) return;
    this.home()?.append(this);
    this.lift();
  };

  private home(): Element | null {
    return document.querySelector('lr-app');
  }

  private lift(): void {
    const box = this.querySelector<HTMLElement>('.toasts');
    if (!box) return;
    if (box.matches(':popover-open')) box.hidePopover();
    // An open dialog makes all that is outside it inert: nobody could follow a link there.
    const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? this.home();
    if (place && this.parentElement !== place) place.append(this);
    if (shown().length) box.showPopover();
  }

  protected override render(): unknown {
    return html`<div class="toasts" popover="manual" role="status" aria-live="polite">${repeat(shown(), toast => toast.id, toast => html`
      <div class="toast ${toast.bad ? 'bad' : ''}"><div class="row">
        <div class="grow"><p class="strong">${toast.title}</p>
          ${toast.error ? problemText(toast.error) : toast.text ? html`<p>${toast.text}</p>` : nothing}
          ${toast.link ? html`<p><a href=${toast.link.href}>${toast.link.text}</a></p>` : nothing}</div>
        <button class="btn ghost icon small" aria-label="Dismiss" @click=${() => dismiss(toast.id)}>${icon('close')}</button>
      </div></div>`)}</div>`;
  }
}
