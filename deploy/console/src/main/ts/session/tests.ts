import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey, withQuery } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { duration, plural } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { Pager } from '../lib/pager.ts';
import { takesPart } from '../lib/participation.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import { attempt } from '../lib/toast.ts';
import type { Page, ResultSummary, Run, Session, Summary, TestStatus, Workflow } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { dot, empty, kindTag, pill, since, states } from '../ui/parts.ts';
import type { VirtualList } from '../ui/virtual.ts';
import '../ui/virtual.ts';
import './questions.ts';
import type { RunOrder } from './run.ts';
import { blameOfClass } from './whose.ts';

const OUTCOMES: TestStatus[] = ['FAILED', 'ERROR', 'PASSED', 'SKIPPED'];

@customElement('lr-tests')
export class Tests extends Part {
  protected readonly addressed = new Addressed(this);
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) summary: Summary | undefined;
  @property() thing = '';
  @state() private chosen = new Set<string>();
  @state() private sending = false;
  @state() private confirming: Workflow[] | null = null;
  private linked = '';
  /** What was ordered, and whether it arrived, is not known: the same order again is the same run. */
  private unanswered: { order: string; key: string } | undefined;
  private readonly workflows = new Live<Page<Workflow>>(this, () => '/workflows?limit=200', 60_000);
  private readonly runs = new Live<Page<Run>>(this, () => `/sessions/${this.session.id}/runs?limit=10`, 10_000);
  private readonly spend = new Live<{ totals: Record<string, { steps: number; spent: number | string }> }>(this, () => has('GET', '/sessions/{id}/runs/spend') && this.session.configuration.approvals?.money ? `/sessions/${this.session.id}/runs/spend` : null, 10_000);
  private readonly results = new Pager<ResultSummary>(this, () => withQuery(`/sessions/${this.session.id}/results`, { status: this.status }), 10_000);

  /** What can be tested here: workflows for the integrations in scope, and those for any. */
  private catalogue(): Workflow[] {
    const scope = this.session.configuration.integrations?.map(one => one.name).filter(Boolean);
    return (this.workflows.data?.items ?? []).filter(one => !one.integration || !scope?.length || scope.includes(one.integration));
  }

  private allowed(test: Workflow): boolean {
    const approvals = this.session.configuration.approvals;
    return test.kind === 'READ' || (test.kind === 'WRITE' ? approvals?.write === true : approvals?.money === true);
  }

  private async ask(tests: Workflow[]): Promise<void> {
    if (tests.length === 0) return;
    await import('./run.ts');
    this.confirming = tests;
  }

  /** What is to be run can be linked to: `?run=` with the test's name. */
  protected override updated(): void {
    const name = here().query.get('run') ?? '';
    if (name === this.linked || !this.workflows.data) return;
    this.linked = name;
    const test = this.catalogue().find(one => one.name === name);
    if (test && takesPart(this.session) && this.session.status === 'ACTIVE') void this.ask([test]);
  }

  private decided(): void {
    this.confirming = null;
    if (here().query.has('run')) setQuery({ run: null });
  }

  private async run(order: RunOrder): Promise<void> {
    this.decided();
    this.sending = true;
    const text = JSON.stringify(order);
    if (this.unanswered?.order !== text) this.unanswered = { order: text, key: newKey() };
    const { key } = this.unanswered;
    const ordered = await attempt(() => api.post(`/sessions/${this.session.id}/runs`, order, { wait: 0, key }));
    this.sending = false;
    if (ordered) {
      this.unanswered = undefined;
      this.chosen = new Set();
    }
    poke(`/sessions/${this.session.id}`);
  }

  /** The filter of the results, as it stands in the address. */
  private get status(): TestStatus | null {
    return OUTCOMES.find(status => status === here().query.get('outcome')) ?? null;
  }

  protected override render(): unknown {
    return html`${has('GET', '/sessions/{id}/runs/questions') ? html`<lr-questions .session=${this.session}></lr-questions>` : nothing}${this.choice()}${this.outcomes()}
      ${this.confirming ? html`<lr-run .session=${this.session} .tests=${this.confirming} @lr-close=${() => this.decided()}
        @lr-run=${(event: CustomEvent<RunOrder>) => void this.run(event.detail)}></lr-run>` : nothing}`;
  }

  private choice(): unknown {
    if (!takesPart(this.session) || this.session.ended_at) return nothing;
    const active = this.session.status === 'ACTIVE';
    const tests = this.catalogue();
    const chosen = tests.filter(test => this.chosen.has(test.name));
    const planned = tests.filter(test => this.session.configuration.plan?.includes(test.name));
    return html`<section class="card part-tests"><header><h2>Run tests</h2>
        ${planned.length && active ? html`<button class="btn small" ?disabled=${this.sending} @click=${() => void this.ask(planned)}>Run the plan (${planned.length})</button>` : nothing}
        <button class="btn small primary" ?disabled=${!active || this.sending || chosen.length === 0} @click=${() => void this.ask(chosen)}>${icon('play')}${chosen.length ? `Run ${plural(chosen.length, 'test')}` : 'Run'}</button></header>
      ${active ? nothing : html`<p class="hint-line small muted">Tests run while the session is active.</p>`}
      ${this.spent()}
      ${states(this.workflows, () => tests.length === 0
        ? empty('workflows', 'No workflow fits this session', 'Workflows belong to integrations; write one, or widen the session’s scope.', html`<a class="btn" href="/workflows">Workflows</a>`)
        : html`<ul class="catalogue">${tests.map(test => this.test(test, active))}</ul>`, 4)}
    </section>`;
  }

  /** What money steps have spent of what they may. */
  private spent(): unknown {
    const totals = Object.entries(this.spend.data?.totals ?? {});
    const most = this.session.configuration.approvals?.max_amount;
    if (totals.length === 0) return nothing;
    return html`<p class="hint-line small muted num">Spent in this session: ${totals.map(([unit, one]) => `${one.spent} ${unit}`).join(', ')}${most === undefined ? '; there is no limit' : ` of at most ${most}`}.</p>`;
  }

  private test(test: Workflow, active: boolean): unknown {
    const last = this.summaryOf(test.name);
    const allowed = this.allowed(test);
    return html`<li class="row"><label class="check grow"><input type="checkbox" .checked=${this.chosen.has(test.name)} ?disabled=${!active} @change=${() => {
        const chosen = new Set(this.chosen);
        if (!chosen.delete(test.name)) chosen.add(test.name);
        this.chosen = chosen;
      }}>${last ? dot(last) : nothing}<span class="ellipsis" title=${test.description ?? ''}>${test.title ?? test.name}</span></label>
      ${allowed ? nothing : html`<span class="pill warn" title="The session does not allow it: its steps that change something are left out">not approved</span>`}
      ${kindTag(test.kind)}<span class="tag wide">${test.integration ?? 'any'}</span>
      <button class="btn small ghost icon" aria-label="Run ${test.title ?? test.name}" title="Run" ?disabled=${!active || this.sending} @click=${() => void this.ask([test])}>${icon('play')}</button></li>`;
  }

  private summaryOf(name: string): string | null {
    return this.results.data?.find(result => result.test_name === name)?.status ?? null;
  }

  private outcomes(): unknown {
    const counts = this.summary?.results.by_status;
    const running = (this.runs.data?.items ?? []).filter(run => run.completed_at === null);
    return html`<section class="card flush part-tests"><header><h2>Results</h2>
        <div class="segments" role="group" aria-label="Outcome"><button aria-pressed=${this.status === null ? 'true' : 'false'} @click=${() => setQuery({ outcome: null })}>All<span class="n">${this.summary?.results.total ?? ''}</span></button>
          ${OUTCOMES.map(status => html`<button aria-pressed=${this.status === status ? 'true' : 'false'} aria-label="${status.toLowerCase()} ${counts?.[status] ?? 0}" title=${status.toLowerCase()} @click=${() => setQuery({ outcome: status })}>${dot(status)}<span class="n">${counts?.[status] ?? ''}</span></button>`)}</div></header>
      ${running.map(run => this.running(run))}
      ${states(this.results, list => list.length === 0
        ? empty('workflows', this.status ? 'No result with this outcome' : 'No results yet', this.status ? 'Other outcomes are a click away.' : this.session.status === 'ACTIVE' ? 'Choose tests above and run them; what they send and receive is recorded here.' : 'Results appear as tests run.')
        : html`<lr-list label="Results" .items=${list} .rowHeight=${52} .key=${(one: ResultSummary) => one.id} .row=${this.row} .more=${this.results.complete ? undefined : this.results.more}></lr-list>`, 5)}
    </section>`;
  }

  private running(run: Run): unknown {
    return html`<div class="running row" role="status"><span class="mode live">RUNNING</span><span class="grow ellipsis">Run of ${run.started_by} <span class="muted mono">${run.tag}</span></span>
      <span class="muted small">${since(run.started_at)}</span>
      ${takesPart(this.session) ? html`<button class="btn small" ?disabled=${run.cancel_reason !== null} @click=${() => void attempt(() => api.post(`/runs/${run.id}/cancel`, { reason: 'cancelled in the console' })).then(() => poke(`/sessions/${this.session.id}`))}>${icon('stop')}${run.cancel_reason === null ? 'Cancel and undo' : 'Ending …'}</button>` : nothing}</div>`;
  }

  private readonly row = (one: ResultSummary): unknown => {
    const cause = blameOfClass(one.failure_class);
    const took = one.started_at && one.completed_at ? Date.parse(one.completed_at) - Date.parse(one.started_at) : null;
    const total = one.assertions_passed + one.assertions_failed;
    return html`<a class="line" href="/sessions/${this.session.id}/results/${one.id}${location.search}" aria-current=${this.thing === one.id ? 'true' : 'false'}>
      ${dot(one.status)}
      <span class="grow"><span class="title ellipsis">${one.test_name} <span class="muted">on ${one.endpoint_name}</span></span>
        <span class="sub ellipsis">${one.error_details ?? (one.status ? plural(total, 'assertion') + ' held' : 'running …')}</span></span>
      ${cause ? html`<span class="pill ${cause.whose === 'theirs' ? 'odd' : 'bad'} wide" title=${cause.text}>${one.failure_class!.toLowerCase().replaceAll('_', ' ')}</span>` : nothing}
      ${one.known_issue?.github_issue_number ? html`<span class="tag">#${one.known_issue.github_issue_number}</span>` : nothing}
      ${one.assertions_failed ? html`<span class="small bad-text num nowrap wide">${one.assertions_failed} of ${total} failed</span>` : nothing}
      <span class="muted small num nowrap wide">${duration(took)}</span>
      <span class="muted small age">${one.completed_at ? since(one.completed_at) : pill('RUNNING')}</span></a>`;
  };

  /** For j and k. */
  get list(): VirtualList<ResultSummary> | null {
    return this.querySelector('lr-list');
  }
}
