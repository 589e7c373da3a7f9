import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, withQuery } from '../lib/api.ts';
import { duration } from '../lib/format.ts';
import { Live } from '../lib/live.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import { complain } from '../lib/toast.ts';
import type { Page, ResultSummary, Session, Summary } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { dot, empty, pill, since, skeleton, states } from '../ui/parts.ts';
import { compare, ORDER, type Compared } from './comparison.ts';

const MOST = 5_000;

@customElement('lr-reports')
export class Reports extends Part {
  protected readonly addressed = new Addressed(this);
  @state() private compared: Compared[] | null = null;
  @state() private busy = false;
  private loadedFor = '';
  private readonly sessions = new Live<Page<Session>>(this, () => '/sessions?limit=100', 10_000);
  private readonly one = new Live<Summary>(this, () => here().query.get('a') ? `/sessions/${here().query.get('a')}/summary` : null, 15_000);
  private readonly other = new Live<Summary>(this, () => here().query.get('b') ? `/sessions/${here().query.get('b')}/summary` : null, 15_000);

  protected override updated(): void {
    const { query } = here();
    const [a, b] = [query.get('a'), query.get('b')];
    if (`${a} ${b}` === this.loadedFor) return;
    const wanted = (this.loadedFor = `${a} ${b}`);
    this.compared = null;
    this.busy = Boolean(a && b);
    if (!a || !b) return;
    // Whoever has chosen others meanwhile wants to see those.
    const current = (): boolean => wanted === this.loadedFor;
    Promise.all([this.all(a), this.all(b)]).then(([before, after]) => { if (current()) this.compared = compare(before, after); }, complain)
      .finally(() => { if (current()) this.busy = false; });
  }

  private async all(session: string): Promise<ResultSummary[]> {
    const all: ResultSummary[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<ResultSummary> = await api.get(withQuery(`/sessions/${session}/results`, { limit: 100, cursor }));
      all.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor && all.length < MOST);
    return all;
  }

  protected override render(): unknown {
    return html`<div class="page-head"><h1>Reports</h1></div>
      ${states(this.sessions, page => page.items.length === 0
        ? empty('reports', 'No session, no report', 'Every session has a report from its first minute; it becomes final when the session ends.', html`<a class="btn" href="/sessions">Sessions</a>`)
        : html`${this.choice(page.items)}${this.result()}
          <section class="card"><header><h2>Sessions</h2></header><ul>${page.items.map(one => html`<li class="line report-line">${dot(one.status)}<a class="grow plain" href="/sessions/${one.id}/report"><span class="title ellipsis">${one.name}</span>
            <span class="sub ellipsis">${one.configuration.environment ?? ''} ${one.configuration.version ?? ''}</span></a>${pill(one.status)}<span class="muted small age wide">${since(one.ended_at ?? one.created_at)}</span>
            <button class="btn small wide" @click=${() => this.pick(one.id)}>Compare</button></li>`)}</ul></section>`)}`;
  }

  private pick(id: string): void {
    const { query } = here();
    if (!query.get('a')) setQuery({ a: id });
    else setQuery({ b: id });
    scrollTo(0, 0);
  }

  private choice(all: Session[]): unknown {
    const { query } = here();
    const select = (name: 'a' | 'b', label: string): unknown => html`<div class="field"><label for="c-${name}">${label}</label><select id="c-${name}" @change=${(event: Event) => setQuery({ [name]: (event.target as HTMLSelectElement).value })}>
      <option value="" .selected=${!query.get(name)}>Choose a session</option>${all.map(one => html`<option value=${one.id} .selected=${one.id === query.get(name)}>${one.name} (${one.status.toLowerCase()})</option>`)}</select></div>`;
    return html`<section class="card"><header><h2>Compare two sessions</h2>${query.get('a') || query.get('b') ? html`<button class="btn small ghost" @click=${() => setQuery({ a: null, b: null })}>Clear</button>` : nothing}</header><div class="body two">${select('a', 'Earlier')}${select('b', 'Later')}</div></section>`;
  }

  private result(): unknown {
    if (this.busy) return skeleton(6);
    const rows = this.compared;
    if (!rows) return nothing;
    const [a, b] = [this.one.data, this.other.data];
    const count = (verdict: string): number => rows.filter(row => row.verdict === verdict).length;
    return html`<section class="card compare"><header><h2>What is different</h2></header>
      <div class="numbers">${ORDER.filter(verdict => verdict !== 'same').map(verdict => html`<div><span class="big num">${count(verdict)}</span><span class="small muted">${verdict}</span></div>`)}</div>
      ${a && b ? html`<p class="pad row wrap">${pill(a.verdict)} <span aria-hidden="true">→</span><span class="hush">then</span> ${pill(b.verdict)}</p>` : nothing}
      ${rows.length === 0 ? empty('reports', 'Nothing ran in either', 'There is nothing to compare yet.') : html`<div class="scroll-x" tabindex="0" role="region" aria-label="Comparison"><table><thead><tr><th>Test</th><th>Earlier</th><th>Later</th><th>What it means</th><th class="num">Time</th></tr></thead><tbody>
        ${rows.map(row => html`<tr class=${row.verdict === 'same' ? 'same' : ''}><td>${row.resultId ? html`<a href="/sessions/${b?.session_id}/results/${row.resultId}">${row.test}</a>` : row.test} <span class="muted">on ${row.endpoint}</span></td>
          <td>${row.before ? pill(row.before) : '–'}</td><td>${row.after ? pill(row.after) : '–'}</td><td>${row.verdict === 'same' ? 'as before' : html`<strong>${row.verdict}</strong>`}</td>
          <td class="num nowrap">${duration(row.beforeMs)} → ${duration(row.afterMs)}${row.slower ? html` <span class="pill warn">${icon('fail')}slower</span>` : nothing}</td></tr>`)}</tbody></table></div>`}</section>`;
  }
}
