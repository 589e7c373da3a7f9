import { LitElement } from 'lit';
import { offer, type Shortcut } from '../lib/keys.ts';

/** An element that lives in the page's own document: one style sheet for all, links and labels work across elements. */
export class Part extends LitElement {
  private withdraw: () => void = () => {};

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** What the keyboard can do while this is shown. */
  protected shortcuts(): Shortcut[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const shortcuts = this.shortcuts();
    if (shortcuts.length) this.withdraw = offer(shortcuts);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.withdraw();
  }

  /** Tells whoever contains this. */
  protected emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}
