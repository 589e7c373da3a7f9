import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ProblemError } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { Live } from '../lib/live.ts';
import { takesPart } from '../lib/participation.ts';
import { plural } from '../lib/format.ts';
import type { Board, Session, Workflow } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { kindTag, modeBadge, problem } from '../ui/parts.ts';
import type { Approvable } from './approval.ts';
import './approval.ts';
import { changesUnseen, stepsOf, type PlannedStep } from './plan.ts';
import { nothingSent, wouldSend, type PreviewTest } from './preview.ts';

export interface TestOrder { test_name: string; integration?: string; test_data?: Record<string, unknown> }

interface Preview { confirmation: string; confirmation_required: boolean; run_tag: string; tests: PreviewTest[] }

/** What is asked for, and the confirmation of a dry run, if there was one. */
export interface RunOrder { tests: TestOrder[]; confirmation?: string }

const APPROVAL_ARRIVES_MS = 5_000;

/** Before tests run: what will be sent, to whom, and what of it changes something. A dry run shows it to the letter. */
@customElement('lr-run')
export class RunDialog extends DialogPart {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) tests: Workflow[] = [];
  @state() private target = '';
  @state() private dry: Preview | null = null;
  @state() private sure = false;
  @state() private busy = false;
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

  /** What the tests need that the session does not approve of. */
  private needed(): Approvable[] {
    const kinds = new Set(this.tests.flatMap(test => [test.kind.toLowerCase(), ...stepsOf(test.document).map(step => step.kind)]));
    return (['write', 'money'] as const).filter(kind => kinds.has(kind) && this.session.configuration.approvals?.[kind] !== true);
  }

  private ready(): boolean {
    return this.tests.every(test => test.integration || this.target);
  }

  protected content(): unknown {
    if (this.dry) return this.exactly(this.dry);
    const approvals = this.session.configuration.approvals ?? {};
    const needed = this.needed();
    const changing = this.tests.flatMap(test => stepsOf(test.document).filter(step => step.kind === 'write' || step.kind === 'money').map(step => ({ test, step })));
    const unseen = this.tests.filter(changesUnseen);
    return html`${problem(this.error)}
      <p>${this.tests.length === 1 ? 'This test calls' : 'These tests call'} the <strong>real</strong> ${this.session.configuration.environment ? html`services of <strong>${this.session.configuration.environment}</strong>` : 'services'}. ${changing.length ? 'This is what changes something there:' : unseen.length ? nothing : 'All steps only read.'}</p>
      ${unseen.map(test => html`<p class="row">${kindTag(test.kind)}<span><span class="strong">${test.name}</span> ${test.kind === 'MONEY' ? 'moves money' : 'changes something'} in steps that it prepares, cleans up or includes: a dry run shows them.</span></p>`)}
      ${this.tests.some(test => !test.integration) ? html`<div class="field"><label for="run-target">Against</label><select id="run-target" @change=${(event: Event) => { this.target = (event.target as HTMLSelectElement).value; }}>
        <option value="">Choose an integration</option>${this.board.data?.items.map(one => html`<option>${one.name}</option>`)}</select></div>` : nothing}
      ${changing.length ? html`<div class="card"><ul class="changes">${changing.map(({ test, step }) => {
        const allowed = step.kind === 'money' ? approvals.money : approvals.write;
        return html`<li class="row">${kindTag(step.kind)}<span class="grow"><span class="strong">${step.name}</span> <span class="muted">in ${test.name}</span>${step.undo ? html` <span class="muted">· is undone</span>` : nothing}${step.amount ? html` <span class="num">· ${step.amount}</span>` : nothing}</span>
          <code class="ellipsis wide">${step.method} ${step.url}</code>${allowed ? nothing : html`<span class="pill warn">not approved, left out</span>`}</li>`;
      })}</ul></div>` : nothing}
      ${needed.length && takesPart(this.session) ? html`<lr-approval .session=${this.session} .needed=${needed} @lr-approved=${() => void this.preview(APPROVAL_ARRIVES_MS)}></lr-approval>` : nothing}
      <details><summary>All ${plural(this.tests.reduce((n, test) => n + stepsOf(test.document).length, 0), 'step')}</summary>
        ${this.tests.map(test => html`<h3 class="in-list">${test.name}</h3><ol class="steps">${stepsOf(test.document).map(step => this.step(step))}</ol>`)}</details>`;
  }

  private step(step: PlannedStep): unknown {
    return html`<li class="row">${kindTag(step.kind)}<span class="grow">${step.name}</span><code class="ellipsis">${step.method} ${step.url}</code></li>`;
  }

  private exactly(preview: Preview): unknown {
    return html`${nothingSent(preview.run_tag)}
      ${problem(this.error)}
      ${wouldSend(preview.tests)}
      ${preview.confirmation_required ? html`<label class="check"><input type="checkbox" .checked=${this.sure} @change=${() => { this.sure = !this.sure; }}>I have read it: this run destroys something, and I want it to.</label>` : nothing}`;
  }

  protected override footer(): unknown {
    const may = this.ready() && (!this.dry?.confirmation_required || this.sure);
    return html`<footer><span class="grow">${this.dry ? 'Dry run: nothing was sent. Run live sends exactly this.' : nothing}</span>
      ${has('POST', '/sessions/{id}/runs/preview') && !this.dry ? html`<button class="btn" type="button" ?disabled=${!this.ready() || this.busy} @click=${() => void this.preview()}>Dry run</button>` : nothing}
      <button class="btn" type="button" @click=${() => this.close()}>Cancel</button>
      <button class="btn primary" type="submit" ?disabled=${!may} autofocus>Run live</button></footer>`;
  }

  /** What was approved a moment ago is known to whoever runs the tests a moment later. */
  private async preview(patience = 0): Promise<void> {
    this.busy = true;
    try {
      const until = Date.now() + patience;
      const ask = (): Promise<Preview> => api.post<Preview>(`/sessions/${this.session.id}/runs/preview`, { tests: this.orders() });
      let dry = await ask();
      while (dry.tests.some(test => test.obstacle) && Date.now() < until) {
        await new Promise(passed => setTimeout(passed, 250));
        dry = await ask();
      }
      this.dry = dry;
      void this.updateComplete.then(() => this.querySelector('.body')?.scrollTo(0, 0));
      this.error = undefined;
    } catch (failure) {
      if (failure instanceof ProblemError) this.error = failure;
    }
    this.busy = false;
  }

  protected override submit(): void {
    if (!this.ready() || (this.dry?.confirmation_required && !this.sure)) return;
    // What destroys something is never run unseen.
    if (!this.dry && has('POST', '/sessions/{id}/runs/preview') && this.tests.some(test => test.destructive)) {
      void this.preview();
      return;
    }
    this.close();
    const order: RunOrder = { tests: this.orders(), ...(this.dry && { confirmation: this.dry.confirmation }) };
    this.dispatchEvent(new CustomEvent('lr-run', { detail: order }));
  }
}
