import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ProblemError } from '../lib/api.ts';
import { Live } from '../lib/live.ts';
import type { Board } from '../model.ts';
import { nothingSent, wouldSend, type PreviewTest } from '../session/preview.ts';
import { DialogPart } from '../ui/dialog.ts';
import { modeBadge, problem, skeleton } from '../ui/parts.ts';

interface Checked { integration: string | null; variables: string[]; required_variables: string[] }

/** Exactly what the text in the editor would send, saved or not. Its integration and variables are asked for only where it has to be. */
@customElement('lr-dry-run')
export class DryRunDialog extends DialogPart {
  @property() text = '';
  @state() private checked: Checked | undefined;
  @state() private target = '';
  @state() private values: Record<string, string> = {};
  @state() private shown: { run_tag: string; tests: PreviewTest[] } | undefined;
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  private readonly board = new Live<Board>(this, () => '/health-board?limit=1000', 30_000);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.check();
  }

  protected heading(): string {
    return 'Dry run';
  }

  protected override tools(): unknown {
    return modeBadge(true);
  }

  private async check(): Promise<void> {
    try {
      this.checked = await api.post<Checked>('/workflows/check', { document: this.text });
      this.target = this.checked.integration ?? '';
      if (this.ready()) await this.preview();
    } catch (failure) {
      this.failed(failure);
    }
  }

  private failed(failure: unknown): void {
    if (!(failure instanceof ProblemError)) throw failure;
    const findings = failure.problem['findings'];
    if (Array.isArray(findings) && findings.length) {
      // They belong to their lines in the editor.
      this.dispatchEvent(new CustomEvent('lr-findings', { detail: findings }));
      this.close();
    } else {
      this.error = failure;
    }
  }

  private ready(): boolean {
    return Boolean(this.checked && this.target && this.checked.required_variables.every(name => this.values[name]?.trim()));
  }

  private async preview(): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      const given = Object.entries(this.values).filter(([, value]) => value.trim());
      this.shown = await api.post('/workflows/preview', { document: this.text, integration: this.target, ...(given.length && { test_data: Object.fromEntries(given) }) });
    } catch (failure) {
      this.failed(failure);
    } finally {
      this.busy = false;
    }
  }

  protected content(): unknown {
    if (!this.checked) return this.error ? problem(this.error) : skeleton(5);
    if (this.shown) return html`${nothingSent(this.shown.run_tag)}${wouldSend(this.shown.tests)}`;
    if (this.busy && !this.error) return skeleton(5);
    return html`${problem(this.error)}
      <div class="field"><label for="dry-target">Against</label><select id="dry-target" @change=${(event: Event) => { this.target = (event.target as HTMLSelectElement).value; }}>
        <option value="">Choose an integration</option>${this.board.data?.items.map(one => html`<option value=${one.name} ?selected=${one.name === this.target}>${one.name}</option>`)}</select></div>
      ${this.checked.variables.map(name => html`<div class="field"><label for="dry-${name}">${name}${this.checked!.required_variables.includes(name) ? nothing : html` <span class="muted">(has a value)</span>`}</label>
        <input id="dry-${name}" type="text" autocomplete="off" .value=${this.values[name] ?? ''} @input=${(event: Event) => { this.values = { ...this.values, [name]: (event.target as HTMLInputElement).value }; }}></div>`)}`;
  }

  protected override footer(): unknown {
    return html`<footer><span class="grow">${this.shown ? 'Nothing was sent, and nothing is kept.' : nothing}</span>
      ${this.shown ? html`<button class="btn" type="button" @click=${() => { this.shown = undefined; }}>Other values</button>` : nothing}
      <button class="btn ${this.shown ? 'primary' : ''}" type="button" @click=${() => this.close()}>${this.shown ? 'Done' : 'Cancel'}</button>
      ${this.shown ? nothing : html`<button class="btn primary" type="submit" ?disabled=${this.busy || !this.ready()}>Show what would be sent</button>`}</footer>`;
  }

  protected override submit(): void {
    if (!this.shown && !this.busy && this.ready()) void this.preview();
  }
}
