/**
 * A list of any length: only the rows in view are in the document. Rows have one height. Styles are set as properties,
 * since the page's policy allows no style attributes.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from './repeat.ts';
import { Part } from './element.ts';
import { windowOf, type Window } from './window.ts';

@customElement('lr-list')
export class VirtualList<T> extends Part {
  @property({ attribute: false }) items: T[] = [];
  @property({ attribute: false }) row: (item: T, index: number) => unknown = () => nothing;
  @property({ attribute: false }) key: (item: T) => string = item => String(item);
  @property({ type: Number }) rowHeight = 44;
  @property() label = 'List';
  /** Called when the end comes into view. */
  @property({ attribute: false }) more: (() => void) | undefined;
  @state() private range: Window = { first: 0, last: 40 };
  private frame = 0;
  private readonly moved = (): void => {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.measure();
    });
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.moved, { passive: true, capture: true });
    addEventListener('resize', this.moved, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.moved, { capture: true });
    removeEventListener('resize', this.moved);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('items') || changed.has('rowHeight')) this.measure();
  }

  private measure(): void {
    const top = this.getBoundingClientRect().top;
    const range = windowOf(this.items.length, this.rowHeight, Math.max(0, -top), innerHeight);
    if (range.first !== this.range.first || range.last !== this.range.last) this.range = range;
    if (this.more && range.last >= this.items.length) this.more();
  }

  protected override render(): unknown {
    const { first, last } = this.range;
    const rows = this.items.slice(first, last);
    return html`<div class="rows" role="list" aria-label=${this.label} .style=${`height:${this.items.length * this.rowHeight}px`}>
      ${repeat(rows, this.key, (item, i) => html`<div class="rowbox" role="listitem" aria-setsize=${this.items.length} aria-posinset=${first + i + 1}
        .style=${`transform:translateY(${(first + i) * this.rowHeight}px);height:${this.rowHeight}px`}>${this.row(item, first + i)}</div>`)}
    </div>`;
  }

  /** Moves the focus by so many rows, scrolling as needed. */
  async step(by: number): Promise<void> {
    const rows = [...this.querySelectorAll<HTMLElement>('.rowbox')];
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const index = at < 0 ? (by > 0 ? 0 : this.items.length - 1) : Number(rows[at]!.getAttribute('aria-posinset')) - 1 + by;
    if (index < 0 || index >= this.items.length) return;
    const y = this.getBoundingClientRect().top + index * this.rowHeight;
    if (y < 110 || y > innerHeight - 120) scrollBy({ top: y - innerHeight / 2, behavior: 'instant' });
    this.measure();
    await this.updateComplete;
    const row = this.querySelector(`.rowbox[aria-posinset="${index + 1}"]`);
    row?.querySelector<HTMLElement>('a, button, input')?.focus({ preventScroll: true });
  }
}

/** j and k for a view that has one list. */
export const listKeys = (host: HTMLElement): { keys: string; does: string; run: () => void }[] => [
  { keys: 'j', does: 'Next in the list', run: () => void host.querySelector<VirtualList<unknown>>('lr-list')?.step(1) },
  { keys: 'k', does: 'Previous in the list', run: () => void host.querySelector<VirtualList<unknown>>('lr-list')?.step(-1) },
];
