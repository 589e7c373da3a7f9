import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Part } from '../ui/element.ts';
import { cursorAt, proposals, type Proposal, type Schema } from './completion.ts';
import { coloured } from './yaml-text.ts';

export interface Finding { line: number; column: number; path?: string; message: string }

const LINE = 20;
const CHAR = 7.8;

/** A text field for YAML with line numbers, colours, findings at their lines, and completion by schema. */
@customElement('lr-editor')
export class Editor extends Part {
  @property() text = '';
  @property({ attribute: false }) schema: Schema | undefined;
  @property({ attribute: false }) findings: Finding[] = [];
  @property({ attribute: false }) readonly = false;
  @state() private offers: Proposal[] = [];
  @state() private at = 0;
  @state() private place = { left: 0, top: 0 };

  private area(): HTMLTextAreaElement {
    return this.querySelector('textarea')!;
  }

  /** Puts the cursor there. */
  show(line: number, column: number): void {
    const lines = this.text.split('\n');
    const position = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    const area = this.area();
    area.focus();
    area.setSelectionRange(position, position);
    this.querySelector('.editor')!.scrollTo({ top: Math.max(0, (line - 6) * LINE) });
  }

  private write(text: string): void {
    this.text = text;
    this.emit('lr-text', text);
  }

  private suggest(force: boolean): void {
    const area = this.area();
    const before = area.value.slice(0, area.selectionStart);
    const cursor = cursorAt(area.value, area.selectionStart);
    this.offers = this.schema && !this.readonly && (force || cursor.word.length > 0) ? proposals(this.schema, cursor).slice(0, 40) : [];
    this.at = 0;
    const lines = before.split('\n');
    this.place = { left: 12 + (lines.at(-1)!.length - cursor.word.length) * CHAR, top: 10 + lines.length * LINE };
  }

  private accept(offer: Proposal | undefined): void {
    if (!offer) return;
    const area = this.area();
    const { word } = cursorAt(area.value, area.selectionStart);
    area.setRangeText(offer.insert, area.selectionStart - word.length, area.selectionStart, 'end');
    this.offers = [];
    this.write(area.value);
    area.focus();
  }

  private readonly key = (event: KeyboardEvent): void => {
    const area = this.area();
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      this.suggest(true);
    } else if (this.offers.length) {
      const last = this.offers.length - 1;
      if (event.key === 'ArrowDown') this.at = Math.min(last, this.at + 1);
      else if (event.key === 'ArrowUp') this.at = Math.max(0, this.at - 1);
      else if (event.key === 'Enter' || event.key === 'Tab') this.accept(this.offers[this.at]);
      else if (event.key === 'Escape') this.offers = [];
      else return;
      event.preventDefault();
      event.stopPropagation();
      void this.updateComplete.then(() => this.querySelector('.completions [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !this.readonly) {
      const line = area.value.slice(0, area.selectionStart).split('\n').at(-1)!;
      const indent = /^\s*/.exec(line)![0] + (/:\s*$/.test(line) ? '  ' : '') + (/^\s*- /.test(line) && !/:\s*$/.test(line) ? '  ' : '');
      event.preventDefault();
      area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, 'end');
      this.write(area.value);
    }
  };

  protected override render(): unknown {
    const lines = this.text.split('\n');
    const wrong = new Map(this.findings.map(finding => [finding.line, finding]));
    return html`<div class="editor"><div class="gutter" aria-hidden="true">${lines.map((_, i) => html`${wrong.has(i + 1) ? html`<span class="wrong" title=${wrong.get(i + 1)!.message}>${i + 1}</span>` : i + 1}${'\n'}`)}</div>
      <div class="area"><pre aria-hidden="true">${lines.map((line, i) => html`${wrong.has(i + 1) ? html`<span class="wrong-line">${coloured(line)}</span>` : coloured(line)}${'\n'}`)}</pre>
        <textarea aria-label="Workflow in YAML. Ctrl Space completes." wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off" ?readonly=${this.readonly} .value=${live(this.text)}
          aria-invalid=${this.findings.length ? 'true' : 'false'} aria-autocomplete="list" @keydown=${this.key} @blur=${() => setTimeout(() => { this.offers = []; }, 150)}
          @input=${(event: Event) => { this.write((event.target as HTMLTextAreaElement).value); this.suggest(false); }}></textarea>
        ${this.offers.length ? html`<ul class="completions" role="listbox" aria-label="Completions" .style=${`left:${this.place.left}px;top:${this.place.top}px`}>
          ${this.offers.map((offer, i) => html`<li role="option" aria-selected=${i === this.at ? 'true' : 'false'} @mousedown=${(event: Event) => { event.preventDefault(); this.accept(offer); }}><strong>${offer.text}</strong>
            ${offer.description && i === this.at ? html`<br><span class="small muted">${offer.description}</span>` : nothing}</li>`)}</ul>` : nothing}</div></div>`;
  }
}
