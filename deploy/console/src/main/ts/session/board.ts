import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from '../ui/repeat.ts';
import { api } from '../lib/api.ts';
import { duration, percent } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { attempt } from '../lib/toast.ts';
import type { Check, IntegrationHealth, Page, Session } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { empty, pill, sinceThen, sparkline, states } from '../ui/parts.ts';
import { blame } from './whose.ts';

const FIRST = 48;

/** One integration: how it is now, and how it was for this session. */
@customElement('lr-tile')
export class Tile extends Part {
  @property() session = '';
  @property({ attribute: false }) health!: IntegrationHealth;
  @property({ attribute: false }) open = false;
  private seen = false;
  private readonly checks = new Live<Page<Check>>(this, () => this.seen && this.health.endpoint_id
    ? `/integrations/${this.health.endpoint_id}/health/history?limit=40` : null, () => (this.open ? 5_000 : Infinity));
  private readonly watcher = new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting)) {
      this.seen = true;
      this.watcher.disconnect();
      this.requestUpdate();
    }
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  private readonly checkNow = (): void => {
    const id = this.health.endpoint_id;
    void attempt(() => api.post(`/integrations/${id}/health`, {}, { wait: 10 })).then(() => poke(`/integrations/${id}`, `/sessions/${this.session}/health`));
  };

  protected override render(): unknown {
    const one = this.health;
    const status = one.current?.status ?? null;
    const cause = blame(one.current?.reason);
    const values = [...(this.checks.data?.items ?? [])].reverse().map(check => check.status === 'UNHEALTHY' || check.status === 'TIMEOUT' ? null : check.response_time_ms);
    const last = this.checks.data?.items[0];
    return html`<article class="tile ${(status ?? 'unknown').toLowerCase()}" aria-label=${one.name}>
      <header class="row"><h3 class="grow ellipsis">${one.endpoint_id ? html`<a href="/integrations/${one.endpoint_id}">${one.name}</a>` : one.name}</h3>${pill(status)}</header>
      <p class="cause small ${cause.whose}">${cause.text}${cause.whose !== 'none' ? html`<span class="whose">${{ ours: 'ours', theirs: 'theirs', shared: 'in between' }[cause.whose]}</span>` : nothing}${one.required ? nothing : html`<span class="tag">optional</span>`}</p>
      ${sparkline(values, `Response times of ${one.name}`)}
      <footer class="row small num">
        <span class="grow muted"><span class="strong">${last ? (last.response_time_ms === null ? 'no answer' : duration(last.response_time_ms)) : one.last_check ? duration(one.last_check.response_time_ms) : '–'}</span>${last || one.last_check ? html` · ${sinceThen(last?.checked_at ?? one.last_check?.checked_at)}` : nothing}</span>
        <span title="Share of this session's checks that found it usable">${one.uptime === null ? nothing : html`${percent(one.uptime)} up`}</span>
        ${may('tester') && one.endpoint_id ? html`<button class="btn ghost icon small" aria-label="Check ${one.name} now" title="Check now" @click=${this.checkNow}>${icon('refresh')}</button>` : nothing}
      </footer></article>`;
  }
}

@customElement('lr-board')
export class SessionBoard extends Part {
  @property({ attribute: false }) session!: Session;
  @state() private all = false;
  private readonly health = new Live<{ integrations: IntegrationHealth[] }>(this, () => `/sessions/${this.session.id}/health`,
    () => (this.session.ended_at ? Infinity : 4_000));

  protected override render(): unknown {
    return html`<section class="card part-board"><header><h2>Integrations</h2>${this.count()}</header>
      ${states(this.health, data => data.integrations.length === 0
        ? empty('integrations', 'No integration is registered', 'As soon as an operator registers one, its health is shown here.', may('operator') ? html`<a class="btn" href="/integrations">Register integrations</a>` : nothing)
        : html`<div class="tiles">${repeat(this.shown(data.integrations), one => one.name, one => html`<lr-tile .session=${this.session.id} .health=${one} .open=${!this.session.ended_at}></lr-tile>`)}</div>
          ${data.integrations.length > FIRST && !this.all ? html`<p class="pad"><button class="btn small" @click=${() => { this.all = true; }}>Show all ${data.integrations.length}</button> <span class="small muted">What needs a look stands first.</span></p>` : nothing}`, 4)}
    </section>`;
  }

  private shown(list: IntegrationHealth[]): IntegrationHealth[] {
    const sorted = this.sorted(list);
    return this.all ? sorted : sorted.slice(0, FIRST);
  }

  /** What needs a look stands first. */
  private sorted(list: IntegrationHealth[]): IntegrationHealth[] {
    const rank = (one: IntegrationHealth): number => ['UNHEALTHY', 'TIMEOUT', 'DEGRADED'].indexOf(one.current?.status ?? '') + 1 || 9;
    return [...list].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  }

  private count(): unknown {
    const list = this.health.data?.integrations ?? [];
    const down = list.filter(one => one.current?.status === 'UNHEALTHY' || one.current?.status === 'TIMEOUT').length;
    return list.length ? html`<span class="small muted pad-r">${down ? html`<span class="bad-text">${down} down</span> of ${list.length}` : `${list.length} watched`}</span>` : nothing;
  }
}
