import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { withQuery } from '../lib/api.ts';
import type { Shortcut } from '../lib/keys.ts';
import { may } from '../lib/me.ts';
import { Live } from '../lib/live.ts';
import { Pager } from '../lib/pager.ts';
import { Addressed, go, here, setQuery } from '../lib/router.ts';
import { plural } from '../lib/format.ts';
import type { Dashboard, Session, SessionStatus } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { avatar, dot, empty, pill, rowHeight, showChosen, since, states } from '../ui/parts.ts';
import { listKeys } from '../ui/virtual.ts';
import '../ui/virtual.ts';

const STATES: SessionStatus[] = ['ACTIVE', 'PAUSED', 'CREATED', 'COMPLETED', 'FAILED'];

@customElement('lr-sessions')
export class Sessions extends Part {
  protected readonly addressed = new Addressed(this);
  @state() private creating = false;
  private readonly dashboard = new Live<Dashboard>(this, () => '/dashboard', 10_000);
  private readonly sessions = new Pager<Session>(this, () => withQuery('/sessions', {
    status: here().query.get('status'), q: here().query.get('q'),
  }), 3_000);
  private typing = 0;

  protected override shortcuts(): Shortcut[] {
    return [...(may('tester') ? [{ keys: 'n', does: 'New session', run: () => this.create() }] : []), ...listKeys(this)];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (here().query.has('new')) this.create();
  }

  private create(): void {
    void import('./new-session.ts').then(() => { this.creating = true; });
  }

  protected override updated(): void {
    showChosen(this);
  }

  protected override render(): unknown {
    const { query } = here();
    const filtered = query.has('status') || query.has('q');
    return html`
      <div class="page-head"><h1>Sessions</h1>
        <div class="search">${icon('search')}<input type="search" placeholder="Search by name" aria-label="Search sessions" .value=${query.get('q') ?? ''} @input=${this.search}></div>
        ${may('tester') ? html`<button class="btn primary" @click=${() => this.create()}>${icon('plus')}New session</button>` : nothing}
      </div>
      ${this.filters()}
      ${states(this.sessions, list => list.length === 0
        ? this.nothing(filtered)
        : html`<div class="card flush"><lr-list label="Sessions" .items=${list} .rowHeight=${rowHeight(56)} .key=${(one: Session) => one.id} .row=${row} .more=${this.sessions.complete ? undefined : this.sessions.more}></lr-list></div>`)}
      ${this.creating ? html`<lr-new-session @lr-close=${() => { this.creating = false; setQuery({ new: null }); }}></lr-new-session>` : nothing}`;
  }

  private filters(): unknown {
    const chosen = here().query.get('status');
    const counts = this.dashboard.data?.sessions;
    const all = counts ? Object.values(counts).reduce((a, b) => a + b, 0) : undefined;
    const one = (status: SessionStatus | null, text: string, n: number | undefined): unknown => html`<button aria-pressed=${chosen === status ? 'true' : 'false'}
      @click=${() => setQuery({ status })}>${text}${n === undefined ? nothing : html`<span class="n">${n}</span>`}</button>`;
    return html`<div class="bar"><div class="segments" role="group" aria-label="State">${one(null, 'All', all)}
      ${STATES.map(status => one(status, status.charAt(0) + status.slice(1).toLowerCase(), counts?.[status]))}</div></div>`;
  }

  /** On the very first day the way begins with the integrations. */
  private unregistered(): boolean {
    return may('operator') && this.dashboard.data?.integrations.length === 0;
  }

  private nothing(filtered: boolean): unknown {
    return filtered
      ? empty('search', 'No session matches', 'Try fewer words or another state.', html`<button class="btn" @click=${() => setQuery({ status: null, q: null })}>Show all</button>`)
      : empty('sessions', 'Test together, against what is real',
        'A session brings testers, live integrations, tests and findings together for a while, and ends with a report that says ready or not ready.',
        html`${this.unregistered() ? html`<a class="btn primary" href="/integrations">First register what is tested</a>` : nothing}
          ${may('tester') ? html`<button class="btn ${this.unregistered() ? '' : 'primary'}" @click=${() => this.create()}>${icon('plus')}New session</button>` : html`<p>A tester opens one; it appears here by itself.</p>`}`);
  }

  private readonly search = (event: Event): void => {
    clearTimeout(this.typing);
    const q = (event.target as HTMLInputElement).value.trim();
    this.typing = window.setTimeout(() => setQuery({ q }), 200);
  };
}

const row = (one: Session): unknown => {
  const scope = one.configuration.integrations?.length;
  return html`<a class="line" href="/sessions/${one.id}" @keydown=${(event: KeyboardEvent) => event.key === 'o' && go(`/sessions/${one.id}`)}>
    ${dot(one.status)}
    <span class="grow"><span class="title ellipsis">${one.name}</span>
      <span class="sub ellipsis">${one.description || (scope ? plural(scope, 'integration') : 'All integrations')}</span></span>
    ${one.configuration.environment ? html`<span class="tag wide">${one.configuration.environment}</span>` : nothing}
    ${one.configuration.version ? html`<span class="tag wide mono">${one.configuration.version}</span>` : nothing}
    ${pill(one.status)}
    <span class="wide">${avatar(one.tester_id, 'tester')}</span>
    <span class="muted small age">${since(one.ended_at ?? one.started_at ?? one.created_at)}</span>
  </a>`;
};
