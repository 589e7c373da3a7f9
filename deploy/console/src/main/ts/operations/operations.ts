import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, withQuery } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { duration, number, words } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import { attempt, say } from '../lib/toast.ts';
import type { Page } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { empty, pill, showChosen, since, states, when } from '../ui/parts.ts';
import '../integrations/alarms.ts';
import './halt.ts';

const SERVICES = ['session', 'health-monitor', 'test-runner', 'feedback'];
interface DeadLetter { id: string; event_type?: string | null; topic?: string; key?: string | null; reason: string; at: string; data?: string; [more: string]: unknown }
interface AuditEntry { id: string; at: string; actor: string; action: string; target_type: string; target_id: string; reason: string | null; correlation_id: string | null }
interface Repository { name: string; linked: number; under_way: number; failed: number; reconciled_until: string | null }

const PLACES: Record<string, string> = { session: '/sessions', feedback: '/feedback', integration: '/integrations', endpoint: '/integrations', workflow: '/workflows' };

/** What was changed, as a link where it has a place of its own. */
function target(one: AuditEntry): unknown {
  const place = PLACES[one.target_type];
  return place ? html`<a class="small mono crumb" href="${place}/${one.target_id}">${one.target_id}</a>` : html`<span class="small mono muted">${one.target_id}</span>`;
}

/** One service: whether it is up, how far behind, and what it still has to publish. */
@customElement('lr-service')
export class ServiceRow extends Part {
  @property() name = '';
  @property() status = '';
  private readonly lag = new Live<{ total: number; topics: Record<string, number> }>(this, () => `/operations/${this.name}/lag`, 4_000);
  private readonly outbox = new Live<{ rows: number; oldest_age_ms: number }>(this, () => `/operations/${this.name}/outbox`, 4_000);

  protected override render(): unknown {
    const behind = Object.entries(this.lag.data?.topics ?? {}).filter(([, n]) => n > 0);
    return html`<article class="card"><header><h2>${words(this.name.replace('-', ' '))}</h2>${this.status ? pill(this.status) : nothing}</header><div class="numbers two-numbers">
      <div><span class="big num">${this.lag.data ? number(this.lag.data.total) : '–'}</span><span class="small muted">events behind${behind.length ? html`: ${behind.map(([topic, n]) => `${topic.replace('liverun.', '')} ${n}`).join(', ')}` : nothing}</span></div>
      <div><span class="big num">${this.outbox.data ? number(this.outbox.data.rows) : '–'}</span><span class="small muted">to be published${this.outbox.data?.rows ? html`, the oldest for ${duration(this.outbox.data.oldest_age_ms)}` : nothing}</span></div></div>
      ${this.lag.error && !this.lag.data ? html`<p class="pad small bad-text">${this.lag.error.problem.title}</p>` : nothing}</article>`;
  }
}

@customElement('lr-operations')
export class Operations extends Part {
  protected readonly addressed = new Addressed(this);
  @property() tab = '';
  @state() private replaying = new Set<string>();
  @state() private repository = '';
  /** Undefined until the gateway has answered. */
  @state() private board: { name: string; status: string }[] | undefined;
  private readonly letters = SERVICES.map(service => new Live<Page<DeadLetter>>(this, () => may('operator') && (this.tab === 'dead-letters' || this.tab === '') ? `/operations/${service}/dead-letters?limit=200` : null, 8_000));
  private readonly repositories = new Live<Page<Repository>>(this, () => this.tab === 'github' || this.tab === '' ? '/github/repositories' : null, 5_000);
  private readonly drift = new Live<{ items: { kind: string; github_issue_number: number; feedback_id: string | null; fields: string[] }[] }>(this, () => this.repository ? `/github/repositories/${this.repository}/drift` : null, Infinity);
  private readonly audit = new Live<Page<AuditEntry>>(this, () => may('operator') && this.tab === 'audit' ? withQuery(`/operations/${this.service()}/audit`, { limit: 100, actor: here().query.get('actor') }) : null, 10_000);
  private timer = 0;

  private service(): string {
    return here().query.get('service') ?? 'session';
  }

  private status(service: string): string {
    return this.board ? this.board.find(one => one.name === service)?.status ?? 'UNKNOWN' : '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const look = (): void => void fetch('/services', { headers: { Accept: 'application/json' } }).then(response => response.json()).then(answer => { this.board = answer.services ?? []; }, () => {});
    look();
    this.timer = window.setInterval(look, 5_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override updated(): void {
    showChosen(this);
  }

  protected override render(): unknown {
    if (!may('operator')) return empty('operations', 'For operators', 'Here operators look after services, events and alarms. Ask for the role if that is you.');
    const dead = this.letters.reduce((sum, one) => sum + (one.data?.items.length ?? 0), 0);
    const tabs: [string, string, number][] = [['', 'Services', 0], ['dead-letters', 'Dead letters', dead], ...(has('GET', '/alarms') ? [['alarms', 'Alarms', 0] as [string, string, number]] : []), ['github', 'GitHub', this.repositories.data?.items.reduce((sum, one) => sum + one.failed, 0) ?? 0], ['audit', 'Audit', 0]];
    return html`<div class="page-head"><h1>Operations</h1></div>
      <div class="bar"><nav class="segments" aria-label="Part">${tabs.map(([tab, name, n]) => html`<a href="/operations${tab ? `/${tab}` : ''}" aria-current=${tab === this.tab ? 'true' : 'false'}>${name}${n ? html`<span class="n bad-text">${n}</span>` : nothing}</a>`)}</nav></div>
      ${this.tab === 'dead-letters' ? this.deadLetters() : this.tab === 'alarms' ? html`<lr-alarms .all=${true}></lr-alarms>` : this.tab === 'github' ? this.github() : this.tab === 'audit' ? this.auditLog() : html`
        ${has('POST', '/operations/halt') ? html`<lr-halt></lr-halt>` : nothing}
        <div class="service-grid">${SERVICES.map(name => html`<lr-service .name=${name} .status=${this.status(name)}></lr-service>`)}</div>
        ${dead ? html`<p class="notice bad">${icon('fail')}<span class="grow">${dead}${this.letters.some(live => live.data?.next_cursor) ? ' or more' : ''} dead letters wait for you.</span><a href="/operations/dead-letters">Look at them</a></p>` : nothing}`}`;
  }

  private deadLetters(): unknown {
    const all = this.letters.flatMap((live, i) => (live.data?.items ?? []).map(letter => ({ service: SERVICES[i]!, letter })));
    if (this.letters.some(live => live.loading)) return states(this.letters.find(live => live.loading)!, () => nothing);
    const away = this.letters.filter(live => live.error && !live.data);
    if (all.length === 0 && away.length === 0) return empty('check', 'No dead letters', 'An event that a service could not apply would be here with its reason, and could be sent again after the cause is mended.');
    return html`${this.letters.map((live, i) => live.error && !live.data ? html`<p class="notice bad">${icon('fail')}<span class="grow">Those of ${words(SERVICES[i]!.replace('-', ' ')).toLowerCase()} are not known now: ${live.error.problem.title}.</span></p>` : nothing)}
      <div class="card"><ul>${all.map(({ service, letter }) => html`<li class="dead"><div class="row wrap"><span class="tag">${words(service.replace('-', ' ')).toLowerCase()}</span><span class="strong grow break">${letter.event_type ?? 'A record that cannot be read'} <span class="muted mono">${letter.key ?? ''}</span></span><span class="muted small">${since(letter.at)}</span>
        <button class="btn small" ?disabled=${this.replaying.has(letter.id)} @click=${() => void this.replay(service, letter.id)}>${icon('refresh')}${this.replaying.has(letter.id) ? 'Sent' : 'Replay'}</button></div>
      <p class="bad-text break">${letter.reason}</p><details><summary>Record</summary><pre class="code" tabindex="0">${JSON.stringify(letter, null, 2)}</pre></details></li>`)}</ul></div>`;
  }

  private async replay(service: string, id: string): Promise<void> {
    if (await attempt(() => api.post(`/operations/${service}/dead-letters/${encodeURIComponent(id)}/replay`))) {
      this.replaying = new Set(this.replaying).add(id);
      say('Sent back; it is applied in a moment');
      poke(`/operations/${service}`);
    }
  }

  private github(): unknown {
    return states(this.repositories, page => page.items.length === 0
      ? empty('link', 'No repository yet', 'When a report is filed in a session that sends to GitHub, its repository is listed here.')
      : html`<div class="card scroll-x" tabindex="0" role="region" aria-label="Repositories"><table class="stacks"><thead><tr><th>Repository</th><th class="num">Linked</th><th class="num">Under way</th><th class="num">Failed</th><th>Looked through until</th><th><span class="hush">What to do</span></th></tr></thead><tbody>${page.items.map(one => html`<tr><td class="strong whole">${one.name}</td><td class="num" data-label="Linked">${one.linked}</td><td class="num" data-label="Under way">${one.under_way}</td>
        <td class="num" data-label="Failed">${one.failed ? html`<a class="bad-text" href="/feedback?github_state=FAILED" title="Look at what GitHub did not take">${one.failed}</a>` : 0}</td><td class="whole" data-label="Looked through until">${one.reconciled_until ? when(one.reconciled_until) : html`<span class="muted">not yet</span>`}</td>
        <td class="num whole">${has('GET', '/github/repositories/{owner}/{name}/drift') ? html`<button class="btn small" @click=${() => this.compare(one.name)}>Look for drift</button>` : nothing}</td></tr>`)}</tbody></table></div>${this.differences()}`);
  }

  /** It costs requests to GitHub: only when somebody wants to know. */
  private compare(repository: string): void {
    if (this.repository === repository) this.drift.reload();
    this.repository = repository;
  }

  private differences(): unknown {
    if (!this.repository) return nothing;
    return html`<section class="card drift"><header><h2>Where both sides differ: ${this.repository}</h2><button class="btn small" @click=${() => void attempt(() => api.post(`/github/repositories/${this.repository}/resync`)).then(done => { if (done) say('All are looked at again: look for drift once more in a moment'); })}>${icon('refresh')}Synchronise all again</button></header>
      ${states(this.drift, page => page.items.length === 0 ? html`<p class="pad">Nowhere: every report and its issue say the same.</p>` : html`<ul class="found">${page.items.map(one => html`<li class="row"><span class="tag">#${one.github_issue_number}</span><span class="grow">${words(one.kind)}${one.fields.length ? `: ${one.fields.join(', ')}` : ''}</span>${one.feedback_id ? html`<a href="/feedback/${one.feedback_id}">Report</a>` : nothing}</li>`)}</ul>`, 3)}</section>`;
  }

  private auditLog(): unknown {
    return html`<div class="bar"><div class="segments" role="group" aria-label="Service">${SERVICES.map(name => html`<button aria-pressed=${name === this.service() ? 'true' : 'false'} @click=${() => setQuery({ service: name })}>${name}</button>`)}</div></div>
      ${states(this.audit, page => page.items.length === 0 ? empty('operations', 'Nothing recorded yet', 'Every change is written down: who, when, what, why.') : html`<div class="card scroll-x" tabindex="0" role="region" aria-label="Audit log"><table class="stacks"><thead><tr><th>When</th><th>Who</th><th>What</th><th>Why</th></tr></thead><tbody>
        ${page.items.map(one => html`<tr><td class="nowrap">${when(one.at)}</td><td>${one.actor}</td><td class="whole">${one.action}<br>${target(one)}</td><td class="whole">${one.reason ?? ''}</td></tr>`)}</tbody></table></div>`)}`;
  }
}
