import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parse, stringify } from 'yaml';
import { api, ProblemError, withQuery } from '../lib/api.ts';
import { plural, show } from '../lib/format.ts';
import { poke } from '../lib/live.ts';
import { say } from '../lib/toast.ts';
import type { Endpoint, Page } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { problemText, skeleton } from '../ui/parts.ts';
import { changes, listIn, type Change } from './difference.ts';

interface Outcome { done: boolean; error?: ProblemError }

@customElement('lr-import')
export class Import extends DialogPart {
  @state() private text = '';
  @state() private wrong = '';
  @state() private plan: Change[] | null = null;
  @state() private outcomes = new Map<string, Outcome>();
  @state() private existing: Endpoint[] | null = null;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.all().then(existing => { this.existing = existing; });
  }

  private async all(): Promise<Endpoint[]> {
    const all: Endpoint[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Endpoint> = await api.get(withQuery('/integrations', { limit: 100, cursor }));
      all.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return all;
  }

  protected override dirty(): boolean {
    return this.text.trim() !== '' && this.outcomes.size === 0;
  }

  protected heading(): string {
    return 'Import integrations';
  }

  protected content(): unknown {
    if (!this.existing) return skeleton(5);
    if (this.plan) return this.difference(this.plan);
    return html`<p class="muted">YAML or JSON: a list of integrations as the API describes them. Nothing is changed before you have seen what would be.</p>
      <div class="field"><label for="i-text">Definitions</label><textarea id="i-text" class="mono" rows="14" spellcheck="false" autofocus placeholder=${'integrations:\n  - name: billing\n    base_url: https://billing.example.org\n    rate_limit_per_minute: 120'}
        .value=${this.text} aria-invalid=${this.wrong ? 'true' : 'false'} @input=${(event: Event) => { this.text = (event.target as HTMLTextAreaElement).value; this.wrong = ''; }}></textarea>
        ${this.wrong ? html`<span class="error" role="alert">${this.wrong}</span>` : nothing}</div>
      <div class="row wrap"><label class="btn small" for="i-file">${icon('reports')}Choose a file<input id="i-file" class="hush" type="file" accept=".yaml,.yml,.json" @change=${(event: Event) => {
        const file = (event.target as HTMLInputElement).files?.[0];
        if (file) void file.text().then(text => { this.text = text; });
      }}></label>
      <button class="btn small" type="button" @click=${() => this.export()}>${icon('download')}Export what is there</button></div>`;
  }

  private export(): void {
    const plain = (this.existing ?? []).map(one => Object.fromEntries(Object.entries(one).filter(([field, value]) => value !== null && !['id', 'created_at', 'updated_at', 'removed_at', 'version', 'health'].includes(field))));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([stringify({ integrations: plain })], { type: 'application/yaml' }));
    link.download = 'integrations.yaml';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  private difference(plan: Change[]): unknown {
    return html`<ul class="col">${plan.map(one => {
      const outcome = this.outcomes.get(one.name);
      return html`<li class="card"><header>${one.kind === 'new' ? html`<span class="pill ok">+ new</span>` : one.kind === 'changed' ? html`<span class="pill warn">~ changes</span>` : html`<span class="pill">= same</span>`}<h3 class="grow">${one.name}</h3>
        ${outcome?.done ? html`<span class="pill ok">✓ done</span>` : nothing}</header>
        ${one.fields.length || one.kind === 'new' ? html`<div class="body"><dl class="facts small">${one.kind === 'new'
          ? Object.entries(one.wanted).filter(([field]) => field !== 'name').map(([field, value]) => html`<dt>${field}</dt><dd><code>${show(value)}</code></dd>`)
          : one.fields.map(field => html`<dt>${field.field}</dt><dd><del><code>${show(field.from)}</code></del> → <ins><code>${show(field.to)}</code></ins></dd>`)}</dl></div>` : nothing}
        ${outcome?.error ? html`<div class="body bad-text" role="alert">${outcome.error.problem.title}${problemText(outcome.error)}</div>` : nothing}</li>`;
    })}</ul>`;
  }

  protected override footer(): unknown {
    const todo = this.plan?.filter(one => one.kind !== 'same' && !this.outcomes.get(one.name)?.done) ?? [];
    return html`<footer><span class="grow">${this.plan ? `${plural(todo.length, 'change')} to make` : nothing}</span>
      ${this.plan ? html`<button class="btn" type="button" @click=${() => { this.plan = null; this.outcomes = new Map(); }}>Back</button>
          <button class="btn primary" type="submit" ?disabled=${this.busy || todo.length === 0}>Apply</button>`
        : html`<button class="btn" type="button" @click=${() => this.close()}>Cancel</button><button class="btn primary" type="submit" ?disabled=${!this.text.trim() || !this.existing}>Show what would change</button>`}</footer>`;
  }

  protected override submit(): void {
    if (this.busy || !this.existing) return;
    if (this.plan) {
      void this.apply(this.plan);
      return;
    }
    try {
      this.plan = changes(listIn(parse(this.text)), this.existing);
    } catch (failure) {
      this.wrong = failure instanceof Error ? failure.message : String(failure);
    }
  }

  private async apply(plan: Change[]): Promise<void> {
    this.busy = true;
    for (const one of plan) {
      if (one.kind === 'same' || this.outcomes.get(one.name)?.done) continue;
      let outcome: Outcome = { done: true };
      try {
        if (one.existing) await api.patch(`/integrations/${one.existing.id}`, Object.fromEntries(one.fields.map(field => [field.field, field.to])), one.existing.version);
        else await api.post('/integrations', one.wanted);
      } catch (failure) {
        outcome = { done: false, ...(failure instanceof ProblemError && { error: failure }) };
      }
      this.outcomes = new Map(this.outcomes).set(one.name, outcome);
    }
    this.busy = false;
    poke('/integrations', '/health-board');
    if ([...this.outcomes.values()].every(outcome => outcome.done)) {
      say('Imported');
      this.close();
    }
  }
}
