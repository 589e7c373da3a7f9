import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ProblemError, withQuery } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { compose } from '../lib/compose.ts';
import { download } from '../lib/download.ts';
import { plural, words } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import type { Shortcut } from '../lib/keys.ts';
import { current, may } from '../lib/me.ts';
import { Pager } from '../lib/pager.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import { attempt, complain, say } from '../lib/toast.ts';
import { CATEGORIES, FEEDBACK_STATES, PRIORITIES, type Feedback } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { dot, empty, pill, rowHeight, since, states } from '../ui/parts.ts';
import { listKeys } from '../ui/virtual.ts';
import '../ui/virtual.ts';
import { asSeen, changeReport, ROUNDS, STALE } from './changing.ts';
import './report.ts';
import './views.ts';

const FACETS = ['status', 'priority', 'category', 'assignee', 'overdue', 'held', 'github_state', 'session_id', 'endpoint_id', 'reported_by', 'q'];
interface Facets { total: number; overdue: number; facets: Record<string, { value: string; count: number }[]> }

@customElement('lr-queue')
export class Queue extends Part {
  protected readonly addressed = new Addressed(this);
  @property() report = '';
  @state() private chosen = new Set<string>();
  @state() private busy = false;
  private readonly facets = new Live<Facets>(this, () => has('GET', '/feedback/facets')
    ? withQuery('/feedback/facets', Object.fromEntries(FACETS.map(name => [name, here().query.get(name)]))) : null, 10_000);
  private readonly reports = new Pager<Feedback>(this, () => withQuery('/feedback', Object.fromEntries(FACETS.map(name => [name, here().query.get(name)]))), 4_000);
  private typing = 0;
  private search = location.search;

  protected override shortcuts(): Shortcut[] {
    return [...listKeys(this), { keys: 'x', does: 'Choose or leave the focused report', run: () => {
      const id = (document.activeElement?.closest('[data-id]') as HTMLElement | null)?.dataset['id'];
      if (id) this.choose(id);
    } }];
  }

  /** What is chosen is what is seen. */
  protected override willUpdate(): void {
    if (this.search !== location.search) this.chosen = new Set();
    this.search = location.search;
  }

  private choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  private filtered(): boolean {
    return FACETS.some(name => here().query.has(name));
  }

  protected override render(): unknown {
    const { query } = here();
    return html`<div class="page-head"><h1>Feedback</h1>
        <div class="search">${icon('search')}<input type="search" placeholder="Search feedback" aria-label="Search feedback" .value=${query.get('q') ?? ''} @input=${(event: Event) => {
          clearTimeout(this.typing);
          const q = (event.target as HTMLInputElement).value.trim();
          this.typing = window.setTimeout(() => setQuery({ q }), 200);
        }}></div>
        ${has('GET', '/feedback/export') ? ['CSV', 'XLSX'].map(format => html`<button class="btn" @click=${() => void attempt(() => download(
          withQuery('/feedback/export', { ...Object.fromEntries(FACETS.map(name => [name, here().query.get(name)])), format }), `feedback.${format.toLowerCase()}`, () => {}))}>${icon('download')}${format}</button>`) : nothing}
        ${may('tester') ? html`<button class="btn primary" @click=${() => compose()}>${icon('plus')}Write feedback</button>` : nothing}</div>
      <lr-views .query=${location.search.slice(1)}></lr-views>
      <div class="bar">${this.facet('status', 'State', FEEDBACK_STATES)}${this.facet('priority', 'Priority', PRIORITIES)}${this.facet('category', 'Category', CATEGORIES)}
        ${this.toggle('assignee', current().subject, 'Assigned to me')}${this.toggle('overdue', 'true', `Overdue${this.facets.data ? ` (${this.facets.data.overdue})` : ''}`)}
        ${this.toggle('held', 'true', 'Held back')}${this.toggle('github_state', 'FAILED', 'Not taken by GitHub')}
        ${['session_id', 'endpoint_id', 'reported_by'].filter(name => query.has(name)).map(name => html`<button class="btn small" @click=${() => setQuery({ [name]: null })}>${name === 'reported_by' ? `by ${query.get(name)}` : `one ${name.split('_')[0] === 'endpoint' ? 'integration' : 'session'}`} ${icon('close')}</button>`)}
        ${this.filtered() ? html`<button class="btn small ghost" @click=${() => setQuery(Object.fromEntries(FACETS.map(name => [name, null])))}>Clear</button>` : nothing}</div>
      ${this.bulk()}
      <div class="split ${this.report ? 'with-detail' : ''}">
        ${states(this.reports, list => list.length === 0 ? this.nothing() : html`<div class="card flush"><lr-list label="Feedback" .items=${list} .rowHeight=${rowHeight(60)} .key=${(one: Feedback) => one.id} .row=${this.row} .more=${this.reports.complete ? undefined : this.reports.more}></lr-list></div>`)}
        ${this.report ? html`<lr-report-detail .report=${this.report}></lr-report-detail>` : nothing}</div>`;
  }

  private nothing(): unknown {
    return this.filtered()
      ? empty('search', 'Nothing matches', 'Take a facet away.', html`<button class="btn" @click=${() => setQuery(Object.fromEntries(FACETS.map(name => [name, null])))}>Show all</button>`)
      : empty('feedback', 'What people find comes here', 'A finding is filed in seconds from any page with the key f. It becomes a GitHub issue by itself and follows it in both directions.',
        may('tester') ? html`<button class="btn primary" @click=${() => compose()}>Write feedback</button>` : nothing);
  }

  private facet(name: string, label: string, values: string[]): unknown {
    const chosen = here().query.get(name) ?? '';
    return html`<label class="facet ${chosen ? 'on' : ''}"><select aria-label=${label} @change=${(event: Event) => setQuery({ [name]: (event.target as HTMLSelectElement).value })}>
      <option value="" .selected=${!chosen}>${label}: all</option>${values.map(value => html`<option value=${value} .selected=${value === chosen}>${value === 'UX' ? 'UX' : words(value)}${this.count(name, value)}</option>`)}</select></label>`;
  }

  private toggle(name: string, value: string, label: string): unknown {
    const on = here().query.get(name) === value;
    return html`<button class="btn small toggle" aria-pressed=${on ? 'true' : 'false'} @click=${() => setQuery({ [name]: on ? null : value })}>${label}</button>`;
  }

  private count(name: string, value: string): string {
    const facet = this.facets.data?.facets[name];
    if (!facet) return '';
    const n = facet.find(one => one.value === value)?.count ?? 0;
    return ` (${n})`;
  }

  private bulk(): unknown {
    if (this.chosen.size === 0) return nothing;
    const set = (label: string, name: 'status' | 'priority', values: string[]): unknown => html`<label class="facet"><select aria-label=${label} ?disabled=${this.busy} @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      const value = select.value;
      select.value = '';
      if (value) void this.changeAll({ [name]: value });
    }}><option value="">${label} …</option>${values.map(value => html`<option value=${value}>${words(value)}</option>`)}</select></label>`;
    return html`<div class="bulk row wrap" role="region" aria-label="Bulk changes"><span class="strong">${plural(this.chosen.size, 'report')} chosen</span>
      ${set('Set state', 'status', FEEDBACK_STATES)}${set('Set priority', 'priority', PRIORITIES)}
      <button class="btn small ghost" @click=${() => { this.chosen = new Set(); }}>Choose none</button></div>`;
  }

  /** Why it was refused, of each that was. */
  private async together(all: Feedback[], change: Record<string, string>): Promise<Map<string, unknown>> {
    try {
      const answer = await api.post<{ items: { id: string; changed: boolean; problem?: { title: string; detail: string; status: number } | null }[] }>(
        '/feedback/bulk', { items: all.map(one => ({ id: one.id, version: one.version })), change });
      return new Map(answer.items.flatMap(({ id, problem }) => problem
        ? [[id, new ProblemError({ ...problem, title: `${all.find(one => one.id === id)?.title}: ${problem.title}` })]] : []));
    } catch (failure) {
      return new Map(all.map(one => [one.id, failure]));
    }
  }

  /** One after the other, each under its own version. */
  private async oneByOne(all: Feedback[], change: Record<string, string>): Promise<Map<string, unknown>> {
    const refused = new Map<string, unknown>();
    for (const one of all) await changeReport(one, change as Partial<Feedback>).catch(failure => refused.set(one.id, failure));
    return refused;
  }

  /**
   * With the versions of this moment. Where what is to be changed is not what was seen any more, the version that was seen stays, and
   * the service refuses.
   */
  private async newest(all: Feedback[], change: Record<string, string>): Promise<Feedback[]> {
    const fresh = await this.read(all);
    return all.map((seen, i) => asSeen(seen, fresh[i]!, change as Partial<Feedback>) ? fresh[i]! : seen);
  }

  private read(all: Feedback[]): Promise<Feedback[]> {
    return Promise.all(all.map(one => api.get<Feedback>(`/feedback/${one.id}`).catch(() => one)));
  }

  /** What fails is told by name and stays chosen; what became stale on its way is tried again. */
  private async changeAll(change: Record<string, string>): Promise<void> {
    this.busy = true;
    const all = (this.reports.data ?? []).filter(one => this.chosen.has(one.id));
    const failures = new Map<string, unknown>();
    let left = all;
    for (let round = 1; left.length > 0; round++) {
      const now = await this.newest(left, change);
      const refused = has('POST', '/feedback/bulk') ? await this.together(now, change) : await this.oneByOne(now, change);
      left = round < ROUNDS ? left.filter(one => (refused.get(one.id) as ProblemError | undefined)?.status === STALE) : [];
      for (const [id, failure] of refused) if (!left.some(one => one.id === id)) failures.set(id, failure);
    }
    this.reports.put(await this.read(all));
    this.chosen = new Set(failures.keys());
    this.busy = false;
    new Set(failures.values()).forEach(complain);
    const done = all.length - failures.size;
    if (done) say(`${plural(done, 'report')} changed${failures.size ? `, ${failures.size} not` : ''}`);
    poke('/feedback', '/dashboard');
  }

  private readonly row = (one: Feedback): unknown => {
    const search = location.search;
    return html`<div class="line" data-id=${one.id} aria-current=${this.report === one.id ? 'true' : 'false'}>
      ${may('tester') ? html`<label class="hit"><input type="checkbox" aria-label="Choose ${one.title}" .checked=${this.chosen.has(one.id)} @change=${() => this.choose(one.id)}></label>` : nothing}
      ${dot(one.priority)}
      <a class="grow plain" href="/feedback/${one.id}${search}"><span class="title ellipsis">${one.title}</span>
        <span class="sub ellipsis">${one.category === 'UX' ? 'UX' : words(one.category)} · ${one.reported_by}${one.attachment_count ? ` · ${plural(one.attachment_count, 'file')}` : ''}</span></a>
      ${one.github_issue_number ? html`<a class="tag wide" href=${one.github_issue_url ?? '#'} target="_blank" rel="noopener noreferrer">#${one.github_issue_number}</a>` : nothing}
      ${pill(one.status)}<span class="muted small age wide">${since(one.reported_at)}</span></div>`;
  };
}
