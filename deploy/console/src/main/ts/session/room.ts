import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { SessionFeed } from '../lib/feed.ts';
import { duration } from '../lib/format.ts';
import type { Shortcut } from '../lib/keys.ts';
import { assume, Live, poke } from '../lib/live.ts';
import { current } from '../lib/me.ts';
import { takesPart } from '../lib/participation.ts';
import { Addressed, go, here, setQuery } from '../lib/router.ts';
import { attempt } from '../lib/toast.ts';
import type { Session, SessionStatus, Summary } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon, type Icon } from '../ui/icons.ts';
import { avatar, modeBadge, pill, problem, skeleton, when } from '../ui/parts.ts';
import './board.ts';
import './sign-off.ts';
import './tests.ts';
import './timeline.ts';
import './verdict.ts';

const STEPS: Record<string, { text: string; icon: Icon; look: string; key: string; reason?: string; leads: SessionStatus }> = {
  start: { text: 'Start testing', icon: 'play', look: 'primary', key: 's', leads: 'ACTIVE' },
  resume: { text: 'Resume', icon: 'play', look: 'primary', key: 's', leads: 'ACTIVE' },
  pause: { text: 'Pause', icon: 'pause', look: '', key: 'p', leads: 'PAUSED' },
  complete: { text: 'Complete', icon: 'check', look: '', key: 'c', reason: 'What did you find? It stands in the report.', leads: 'COMPLETED' },
  fail: { text: 'Fail', icon: 'fail', look: 'danger', key: 'x', reason: 'Why can testing not go on?', leads: 'FAILED' },
};

const TABS: Record<string, string> = { tests: 'Tests', board: 'Health', timeline: 'Timeline', verdict: 'Verdict' };

@customElement('lr-room')
export class Room extends Part {
  protected readonly addressed = new Addressed(this);
  @property() session = '';
  @property() tab = '';
  @property() thing = '';
  @state() private asking = '';
  @state() private peopleLoaded = false;
  private readonly feed = new SessionFeed(this, () => this.session);
  private readonly live = new Live<Session>(this, () => `/sessions/${this.session}`, 10_000);
  private readonly summary = new Live<Summary>(this, () => `/sessions/${this.session}/summary`, 10_000);
  private clock = 0;

  protected override shortcuts(): Shortcut[] {
    return [
      ...Object.entries(STEPS).filter(([name]) => name !== 'resume').map(([name, step]) => ({
        keys: step.key, does: `${name === 'start' ? 'Start or resume' : step.text} the session`,
        run: () => {
          const session = this.live.data;
          if (!session || !takesPart(session)) return;
          const possible = session.transitions ?? [];
          const wanted = name === 'start' && possible.includes('resume') ? 'resume' : name;
          if (possible.includes(wanted)) void this.step(wanted);
        },
      })),
      { keys: 'm', does: 'Write a note', run: () => this.querySelector<HTMLElement>('lr-timeline textarea')?.focus() },
      { keys: 'r', does: 'Choose and run tests', run: () => this.querySelector<HTMLElement>('lr-tests .catalogue input')?.focus() },
    ];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = window.setInterval(() => this.live.data?.status === 'ACTIVE' && this.requestUpdate(), 1_000);
    if (this.thing) void import('./result.ts');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  private async step(name: string, reason?: string): Promise<boolean> {
    const step = STEPS[name]!;
    if (step.reason && reason === undefined) {
      await import('./reason.ts');
      this.asking = name;
      return false;
    }
    const address = `/sessions/${this.session}`;
    const done = await assume<Session>(address, session => ({ ...session, status: step.leads, transitions: [] }),
      () => attempt(() => api.post(`${address}/${name}`, reason ? { reason } : {})));
    this.feed.look();
    poke(address, '/dashboard');
    return done;
  }

  protected override render(): unknown {
    const session = this.live.data;
    if (!session) return this.live.error ? problem(this.live.error, () => this.live.reload()) : skeleton(12);
    if (this.thing) void import('./result.ts');
    const shown = this.shown(session);
    return html`
      ${this.head(session)}
      ${this.notice(session)}
      <div class="room-tabs segments" role="group" aria-label="Part of the session">
        ${Object.entries(TABS).map(([tab, name]) => html`<a href="/sessions/${this.session}/${tab}" aria-current=${shown === tab ? 'true' : 'false'}>${name}</a>`)}</div>
      <div class="room shows-${shown}">
        <div class="stack">
          <lr-board .session=${session}></lr-board>
          <lr-tests .session=${session} .summary=${this.summary.data} .thing=${this.tab === 'results' ? this.thing : ''}></lr-tests>
        </div>
        <div class="stack">
          ${session.ended_at && has('GET', '/sessions/{id}/sign-offs') ? html`<lr-sign-off .session=${this.session}></lr-sign-off>` : nothing}
          <lr-verdict .session=${session} .summary=${this.summary.data}></lr-verdict>
          <lr-timeline .session=${session} .feed=${this.feed} .items=${this.feed.items} .complete=${this.feed.complete}></lr-timeline>
        </div>
      </div>
      ${this.asking ? html`<lr-reason .heading_=${STEPS[this.asking]!.text} .question=${STEPS[this.asking]!.reason} .danger=${this.asking === 'fail'}
        @lr-close=${() => { this.asking = ''; }} .perform=${(reason: string) => this.step(this.asking, reason)}></lr-reason>` : nothing}
      ${this.people(session)}
      ${this.tab === 'results' && this.thing ? html`<lr-result .session=${session} .result=${this.thing}
        @lr-close=${() => { if (location.pathname.includes('/results/')) go(`/sessions/${this.session}${location.search}`); }}></lr-result>` : nothing}`;
  }

  private people(session: Session): unknown {
    if (here().query.get('open') !== 'people') return nothing;
    if (!this.peopleLoaded) {
      void import('./people.ts').then(() => { this.peopleLoaded = true; });
      return nothing;
    }
    return html`<lr-people .session=${session} @lr-close=${() => { if (here().query.get('open')) setQuery({ open: null }); }}></lr-people>`;
  }

  /** Where there is room for one part only: what is over is there to be judged. */
  private shown(session: Session): string {
    if (this.tab in TABS) return this.tab;
    return this.tab === '' && session.ended_at ? 'verdict' : 'tests';
  }

  private head(session: Session): unknown {
    const steps = takesPart(session) ? session.transitions : [];
    return html`<div class="room-head ${session.status.toLowerCase()}">
      <div class="grow">
        <div class="row wrap gap-s"><a class="muted crumb" href="/sessions">Sessions</a>
          ${session.configuration.environment ? html`<span class="tag">${session.configuration.environment}</span>` : nothing}
          ${session.configuration.version ? html`<span class="tag mono">${session.configuration.version}</span>` : nothing}
          ${this.lasting(session)}</div>
        <div class="row wrap"><h1>${session.name}</h1>${pill(session.status)}${session.status === 'ACTIVE' ? modeBadge(false) : nothing}</div>
        ${session.description ? html`<p class="muted">${session.description}</p>` : nothing}
      </div>
      <div class="row wrap">
        <button class="btn" title="People in this session" @click=${() => setQuery({ open: 'people' }, false)} aria-label="People: ${session.participants.map(one => one.subject).join(', ')}">
          <span class="avatars">${session.participants.slice(0, 4).map(one => avatar(one.subject, one.role))}</span>${session.participants.length > 4 ? `+${session.participants.length - 4}` : ''}</button>
        ${!session.participants.some(one => one.subject === current().subject) && !session.ended_at && has('POST', '/sessions/{id}/participants')
          ? html`<button class="btn primary" title="To write notes and, at the end, to accept or reject" @click=${() => void attempt(() => api.post(`/sessions/${session.id}/participants`, { role: 'COMMENTER' })).then(() => poke(`/sessions/${session.id}`))}>${icon('person')}Join</button>` : nothing}
        <a class="btn" href="/sessions/${session.id}/report">${icon('reports')}Report</a>
        ${steps.map(name => {
          const step = STEPS[name];
          return step ? html`<button class="btn ${step.look}" title="${step.text} (${step.key})" @click=${() => void this.step(name)}>${icon(step.icon)}${step.text}</button>` : nothing;
        })}
      </div>
    </div>`;
  }

  private lasting(session: Session): unknown {
    if (!session.started_at) return nothing;
    const seconds = Math.floor((Date.parse(session.ended_at ?? new Date().toISOString()) - Date.parse(session.started_at)) / 1000);
    return html`<span class="muted num small">${session.ended_at ? 'took' : 'for'} ${seconds < 10 ? `${seconds} s` : duration(seconds * 1000)}</span>`;
  }

  private notice(session: Session): unknown {
    if (session.status === 'PAUSED') {
      return html`<p class="notice warn" role="status">${icon('pause')}<span class="grow">${session.pause_cause === 'SYSTEM' ? 'Paused by the system' : 'Paused'}${session.pause_reason ? html`: ${session.pause_reason}` : nothing}
        ${session.pause_deadline ? html`<span class="muted"> · fails by itself at ${when(session.pause_deadline)}</span>` : nothing}</span></p>`;
    }
    if (session.status === 'CREATED') {
      return html`<p class="notice">${icon('play')}<span class="grow">Not started yet. From the start on, every check and every result belongs to this session.</span></p>`;
    }
    if (session.end_reason) {
      return html`<p class="notice ${session.status === 'FAILED' ? 'bad' : ''}">${icon(session.status === 'FAILED' ? 'fail' : 'check')}<span class="grow">${session.end_reason}</span>${when(session.ended_at)}</p>`;
    }
    return nothing;
  }
}
