/** A dialog above the page: the browser keeps the focus in it and closes it with Escape. */
import { html, nothing } from 'lit';
import { icon } from './icons.ts';
import { Part } from './element.ts';

export abstract class DialogPart extends Part {
  /** What a screen reader calls it, and what stands at its top. */
  protected abstract heading(): string;
  protected abstract content(): unknown;

  /** Sheets come in from the side. */
  protected look(): string {
    return '';
  }

  protected footer(): unknown {
    return nothing;
  }

  protected submit(): void {}

  private pressed = false;

  /** Whether something was begun that a click beside the dialog is not to end. */
  protected dirty(): boolean {
    return false;
  }

  /** Whether closing would lose something. */
  protected loses(): boolean {
    return this.dirty();
  }

  protected override firstUpdated(): void {
    const dialog = this.querySelector('dialog')!;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>('[autofocus]') ?? dialog.querySelector<HTMLElement>('input, textarea, select, .body button'))?.focus();
  }

  close(): void {
    this.querySelector('dialog')?.close();
  }

  protected override render(): unknown {
    return html`<dialog class=${this.look()} aria-labelledby="${this.localName}-title" @close=${this.closed} @cancel=${this.cancelled}
        @pointerdown=${(event: PointerEvent) => { this.pressed = event.target === event.currentTarget; }}
        @click=${(event: MouseEvent) => this.pressed && event.target === event.currentTarget && !this.dirty() && this.close()}>
      <form method="dialog" novalidate @submit=${(event: Event) => { event.preventDefault(); this.submit(); }} @keydown=${this.sendKey}>
        <header><h2 id="${this.localName}-title">${this.heading()}</h2>${this.tools()}
          <button class="btn ghost icon" type="button" aria-label="Close" @click=${() => this.close()}>${icon('close')}</button></header>
        <div class="body">${this.content()}</div>
        ${this.footer()}
      </form>
    </dialog>`;
  }

  protected tools(): unknown {
    return nothing;
  }

  private readonly sendKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.submit();
    }
  };

  private readonly cancelled = (event: Event): void => {
    if (event.target === event.currentTarget && this.loses() && !confirm('Throw away what you wrote?')) event.preventDefault();
  };

  private readonly closed = (event: Event): void => {
    if (event.target === event.currentTarget) {
      event.stopPropagation();
      this.dispatchEvent(new CustomEvent('lr-close'));
    }
  };
}
