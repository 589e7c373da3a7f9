import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ProblemError } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { Live } from '../lib/live.ts';
import { plural, show } from '../lib/format.ts';
import type { Board, Session, Workflow } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { kindTag, modeBadge, problem } from '../ui/parts.ts';
import { stepsOf, type PlannedStep } from './plan.ts';

export interface TestOrder { test_name: string; integration?: string; test_data?: Record<string, unknown> }

/** Before tests run: what will be sent, to whom, and what of it changes something. */
@customElement('lr-run')
export class RunDialog extends DialogPart {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) tests: Workflow[] = [];
  @state() private target = '';
  @state() private dry: Record<string, unknown>[] | null = null;
  @state() private error: ProblemError | undefined;
  private readonly board = new Live<Board>(this, () => this.tests.some(test => !test.integration) ? '/health-board' : null, 30_000);

  protected heading(): string {
    return this.tests.length === 1 ? this.tests[0]!.title ?? this.tests[0]!.name : `Run ${plural(this.tests.length, 'test')}`;
  }

  protected override tools(): unknown {
    return modeBadge(this.dry !== null);
  }

  private orders(): TestOrder[] {
    return this.tests.map(test => ({ test_name: test.name, integration: test.integration ?? this.target }));
  }

  protected content(): unknown {
    if (this.dry) return this.wouldSend(this.dry);
    const approvals = this.session.configuration.approvals ?? {};
    const changing = this.tests.flatMap(test => stepsOf(test.document).filter(step => step.kind !== 'read').map(step => ({ test, step })));
    return html`${problem(this.error)}
      <p>${this.tests.length === 1 ? 'This test calls' : 'These tests call'} the <strong>real</strong> ${this.session.configuration.environment ? html`services of <strong>${this.session.configuration.environment}</strong>` : 'services'}. ${changing.length === 0 ? 'All steps only read.' : html`Steps that change something stand first.`}</p>
      ${this.tests.some(test => !test.integration) ? html`<div class="field"><label for="run-target">Against</label><select id="run-target" @change=${(event: Event) => { this.target = (event.target as HTMLSelectElement).value; }}>
        <option value="">Choose an integration</option>${this.board.data?.items.map(one => html`<option>${one.name}</option>`)}</select></div>` : nothing}
      ${changing.length ? html`<div class="card"><ul class="changes">${changing.map(({ test, step }) => {
        const allowed = step.kind === 'money' ? approvals.money : approvals.write;
        return html`<li class="row">${kindTag(step.kind)}<span class="grow"><span class="strong">${step.name}</span> <span class="muted">in ${test.name}</span>${step.undo ? html` <span class="muted">· is undone</span>` : nothing}${step.amount ? html` <span class="num">· ${step.amount}</span>` : nothing}</span>
          <code class="ellipsis wide">${step.method} ${step.url}</code>${allowed ? nothing : html`<span class="pill warn">not approved, left out</span>`}</li>`;
      })}</ul></div>` : nothing}
      <details><summary>All ${plural(this.tests.reduce((n, test) => n + stepsOf(test.document).length, 0), 'step')}</summary>
        ${this.tests.map(test => html`<h3 class="in-list">${test.name}</h3><ol class="steps">${stepsOf(test.document).map(step => this.step(step))}</ol>`)}</details>`;
  }

  private step(step: PlannedStep): unknown {
    return html`<li class="row">${kindTag(step.kind)}<span class="grow">${step.name}</span><code class="ellipsis">${step.method} ${step.url}</code></li>`;
  }

  private wouldSend(tests: Record<string, unknown>[]): unknown {
    return html`<div class="is-dry dry-note"><p><strong>Nothing was sent.</strong> This is exactly what would go out; secrets are masked.</p></div>
      ${tests.map(test => html`<h3>${show(test['test_name'])}${test['endpoint_name'] ? html` <span class="muted">on ${show(test['endpoint_name'])}</span>` : nothing}</h3>
        ${((test['steps'] ?? []) as Record<string, unknown>[]).map(step => html`<div class="card is-dry"><header>${step['kind'] ? kindTag(String(step['kind'])) : nothing}<h3 class="grow">${show(step['name'])}</h3></header>
          <pre class="code" tabindex="0">${request(step)}</pre></div>`)}`)}`;
  }

  protected override footer(): unknown {
    const ready = this.tests.every(test => test.integration || this.target);
    return html`<footer><span class="grow">${this.dry ? 'Dry run: nothing was sent.' : nothing}</span>
      ${has('POST', '/sessions/{id}/runs/preview') && !this.dry ? html`<button class="btn" type="button" ?disabled=${!ready} @click=${() => void this.preview()}>Dry run</button>` : nothing}
      <button class="btn" type="button" @click=${() => this.close()}>Cancel</button>
      <button class="btn primary" type="submit" ?disabled=${!ready} autofocus>Run live</button></footer>`;
  }

  private async preview(): Promise<void> {
    try {
      const answer = await api.post<{ tests: Record<string, unknown>[] }>(`/sessions/${this.session.id}/runs/preview`, { tests: this.orders() });
      this.dry = answer.tests;
    } catch (failure) {
      if (failure instanceof ProblemError) this.error = failure;
    }
  }

  protected override submit(): void {
    this.close();
    this.dispatchEvent(new CustomEvent('lr-run', { detail: this.orders() }));
  }
}

function request(step: Record<string, unknown>): string {
  const headers = (step['headers'] ?? {}) as Record<string, unknown>;
  const body = step['body'] as Record<string, unknown> | string | undefined;
  return `${show(step['method'])} ${show(step['url'])}\n${Object.entries(headers).map(([name, value]) => `${name}: ${show(Array.isArray(value) ? value.join(', ') : value)}`).join('\n')}${body ? `\n\n${show(typeof body === 'object' && 'text' in body ? body['text'] : body)}` : ''}`;
}
