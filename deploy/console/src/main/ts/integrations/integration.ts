import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, withQuery } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { duration, number, percent, words } from '../lib/format.ts';
import { assume, Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import { attempt, say } from '../lib/toast.ts';
import type { Check, Endpoint, Page, RateLimit, TestRate, Trend } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { dot, empty, pill, since, sinceThen, states, when } from '../ui/parts.ts';
import './past.ts';
import { inUse, useOf } from './rate.ts';
import { blame } from '../session/whose.ts';
import type { Series } from '../ui/chart.ts';

const RANGES: Record<string, { name: string; hours: number; bucket: string }> = {
  '1h': { name: 'Last hour', hours: 1, bucket: 'PT1M' },
  '24h': { name: '24 hours', hours: 24, bucket: 'PT15M' },
  '7d': { name: '7 days', hours: 168, bucket: 'PT2H' },
  '30d': { name: '30 days', hours: 720, bucket: 'PT8H' },
};

@customElement('lr-integration')
export class Integration extends Part {
  protected readonly addressed = new Addressed(this);
  @property() endpoint = '';
  @state() private busy = false;
  @state() private editing = false;
  /** The end of what is shown moves on once a minute: the same address is asked for meanwhile. */
  @state() private to = Date.now();
  private readonly live = new Live<Endpoint>(this, () => `/integrations/${this.endpoint}`, () => this.pace());
  private readonly history = new Live<Page<Check>>(this, () => `/integrations/${this.endpoint}/health/history?limit=60`, () => this.pace());
  private readonly budget = new Live<RateLimit>(this, () => `/integrations/${this.endpoint}/rate-limit`, 5_000);
  private readonly tests = new Live<TestRate>(this, () => has('GET', '/integrations/{id}/rate-limit/tests') ? `/integrations/${this.endpoint}/rate-limit/tests` : null, 5_000);
  private readonly trend = new Live<Trend>(this, () => withQuery(`/integrations/${this.endpoint}/health/trend`, {
    from: new Date(this.to - this.range().hours * 3_600_000).toISOString(), bucket: this.range().bucket,
  }), 15_000);
  private checked = false;
  private timer = 0;

  /** The first check is waited for. */
  private pace(): number {
    return this.live?.data?.enabled && !this.live.data.health?.status ? 1_000 : 4_000;
  }

  private seriesOf: Trend | undefined;
  private series: Series[] = [];

  private range(): (typeof RANGES)[string] {
    return RANGES[here().query.get('range') ?? '1h'] ?? RANGES['1h']!;
  }

  protected override shortcuts() {
    return may('tester') ? [{ keys: 'c', does: 'Check now', run: () => void this.check() }] : [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void import('../ui/chart.ts');
    this.timer = window.setInterval(() => { this.to = Date.now(); }, 60_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  private async check(): Promise<void> {
    this.busy = true;
    if (await attempt(() => api.post(`/integrations/${this.endpoint}/health`, {}, { wait: 15 }))) say('Checked');
    this.busy = false;
    poke(`/integrations/${this.endpoint}`, '/health-board');
  }

  private async enable(one: Endpoint): Promise<void> {
    const address = `/integrations/${one.id}`;
    const change = { enabled: !one.enabled };
    await assume<Endpoint>(address, before => ({ ...before, ...change }), () => attempt(() => api.patch(address, change, one.version)));
    poke('/integrations', '/health-board');
  }

  protected override render(): unknown {
    return states(this.live, one => html`
      <div class="page-head"><div class="grow"><a class="muted small crumb" href="/integrations">Integrations</a><div class="row wrap"><h1>${one.name}</h1>${pill(one.enabled ? one.health?.status ?? null : 'DISABLED', one.enabled && !one.health?.status ? 'Not checked yet' : undefined)}
          ${one.tags.map(tag => html`<a class="tag" href="/integrations?tag=${encodeURIComponent(tag)}">${tag}</a>`)}</div></div>
        ${may('tester') ? html`<button class="btn" ?disabled=${this.busy || !one.enabled} @click=${() => void this.check()}>${icon('refresh')}${this.busy ? 'Checking …' : 'Check now'}<kbd class="wide" aria-hidden="true">c</kbd></button>` : nothing}
        ${may('operator') ? html`<button class="btn" @click=${() => void import('./register.ts').then(() => { this.editing = true; })}>Edit</button>
          <button class="btn" @click=${() => void this.enable(one)}>${one.enabled ? 'Disable' : 'Enable'}</button>` : nothing}</div>
      ${this.state(one)}
      <div class="columns"><div class="stack">${this.charts()}${this.checks()}${has('GET', '/integrations/{id}/health/transitions') ? html`<lr-past .endpoint=${one.id}></lr-past>` : nothing}</div><div class="stack">${this.limit(one)}${this.about(one)}</div></div>
      ${this.editing ? html`<lr-register .existing=${one} @lr-close=${() => { this.editing = false; }}></lr-register>` : nothing}`, 12);
  }

  private state(one: Endpoint): unknown {
    const health = one.health;
    const cause = blame(health?.reason);
    if (!one.enabled || !health?.status || health.status === 'HEALTHY') return nothing;
    return html`<p class="notice ${health.status === 'DEGRADED' ? 'warn' : 'bad'}">${dot(health.status)}<span class="grow"><span class="strong">${cause.text}</span> ${cause.whose !== 'none' ? html`<span class="whose">${{ ours: 'ours', theirs: 'theirs', shared: 'in between' }[cause.whose]}</span>` : nothing}
      <br><span class="muted break">${health.error_message ?? words(health.reason ?? '')} · for ${since(health.since)}</span></span></p>`;
  }

  protected override willUpdate(): void {
    // The first check came after what was asked for.
    const checked = Boolean(this.live.data?.health?.status);
    if (checked && !this.checked) this.to = Date.now();
    this.checked = checked;
  }

  private charts(): unknown {
    const chosen = here().query.get('range') ?? '1h';
    const fresh = !this.live.data?.health?.status || (this.history.data?.items.length ?? 0) < 2;
    return html`<section class="card"><header><h2>Response time and uptime</h2><div class="segments" role="group" aria-label="Range">${Object.entries(RANGES).map(([key, range]) => html`<button aria-pressed=${key === chosen ? 'true' : 'false'} @click=${() => setQuery({ range: key })}>${range.name}</button>`)}</div></header>
      ${states(this.trend, trend => trend.total.checks === 0 ? empty('integrations', fresh ? 'Nothing to draw yet' : 'No checks in this time', fresh ? 'The trend is drawn from the first checks on.' : 'Choose a longer range, or check now.') : html`
        <div class="numbers">${this.figures(trend)}</div>
        <div class="body"><lr-chart unit="ms" .label=${`Response times over ${this.range().name.toLowerCase()}: median ${duration(trend.total.response_time_ms?.p50)}, 99th percentile ${duration(trend.total.response_time_ms?.p99)}`} .series=${this.lines(trend)}></lr-chart></div>`, 6)}</section>`;
  }

  private figures(trend: Trend): unknown {
    const times = trend.total.response_time_ms;
    const one = (value: string, name: string): unknown => html`<div><span class="big num">${value}</span><span class="small muted">${name}</span></div>`;
    return html`${one(percent(trend.total.uptime_percent === null ? null : trend.total.uptime_percent / 100), 'uptime')}${one(duration(times?.p50), 'median (p50)')}${one(duration(times?.p95), 'p95')}${one(duration(times?.p99), 'p99')}${one(number(trend.total.checks), 'checks')}`;
  }

  private lines(trend: Trend): Series[] {
    if (this.seriesOf !== trend) {
      this.seriesOf = trend;
      const points = (name: 'p50' | 'p95' | 'p99'): [string, number | null][] => trend.buckets.map(bucket => [bucket.from, bucket.figures.response_time_ms?.[name] ?? null]);
      this.series = [
        { name: 'p50', color: '--accent', points: points('p50') },
        { name: 'p95', color: '--warn', points: points('p95') },
        { name: 'p99', color: '--odd', points: points('p99'), dashed: true },
      ];
    }
    return this.series;
  }

  private checks(): unknown {
    return html`<section class="card"><header><h2>Latest checks</h2></header>${states(this.history, page => page.items.length === 0 ? empty('integrations', 'Not checked yet', 'The first check is on its way.') : html`
      <div class="body"><div class="bars" role="img" aria-label="The last ${page.items.length} checks, oldest first">${[...page.items].reverse().map(check => html`<i class=${check.status.toLowerCase()} title="${check.status} · ${duration(check.response_time_ms)} · ${check.checked_at}"></i>`)}</div></div>
      <div class="scroll-x" tabindex="0" role="region" aria-label="Latest checks"><table class="stacks"><thead><tr><th>When</th><th>Result</th><th>Reason</th><th class="num">Status</th><th class="num">Time</th></tr></thead><tbody>
        ${page.items.slice(0, 12).map(check => html`<tr><td class="nowrap">${sinceThen(check.checked_at)}</td><td>${pill(check.status)}</td><td class="whole">${blame(check.reason).text}${check.error_message ? html`<br><span class="muted small break">${check.error_message}</span>` : nothing}</td><td class="num" data-label="Status">${check.status_code ?? '–'}</td><td class="num nowrap" data-label="Time">${duration(check.response_time_ms)}</td></tr>`)}</tbody></table></div>`)}</section>`;
  }

  private limit(one: Endpoint): unknown {
    return html`<section class="card"><header><h2>Rate budget</h2></header><div class="body col">${states(this.budget, budget => {
      const use = useOf(budget, this.tests.error ? null : this.tests.data);
      const part = (requests: number): number => Math.min(100, (requests / (use.limit || 1)) * 100);
      return html`${budget.paused_until ? html`<p class="notice warn">${icon('pause')}<span>Paused until ${when(budget.paused_until)}: it asked us to slow down.</span></p>` : nothing}
        <p><span class="big num">${number(one.rate_limit_per_minute)}</span> <span class="muted">requests a minute, all together</span></p>
        <div class="meter" role="img" aria-label="${inUse(use)}, of ${use.limit}"><svg width="100%" height="8" preserveAspectRatio="none" viewBox="0 0 100 8" aria-hidden="true"><rect class="reserved" width=${part(use.forChecks + (use.forTests ?? 0))} height="8"></rect><rect width=${part(use.together)} height="8" fill="currentColor"></rect></svg></div>
        <dl class="facts small"><dt>In use</dt><dd>${inUse(use)}</dd><dt>For checks</dt><dd>up to ${number(use.forChecks)} a minute; ${number(budget.available_now)} could go out now</dd>
          ${use.forTests === undefined ? nothing : html`<dt>For tests</dt><dd>up to ${number(use.forTests)} a minute; they wait when that is used up</dd>`}</dl>`;
    }, 3)}</div></section>`;
  }

  private about(one: Endpoint): unknown {
    return html`<section class="card"><header><h2>How it is called</h2></header><div class="body"><dl class="facts small">
      <dt>Address</dt><dd><code>${one.base_url}</code></dd><dt>Health check</dt><dd><code>${one.health_check_url}</code></dd><dt>Every</dt><dd>${duration(one.check_interval_seconds * 1000)}</dd>
      <dt>Patience</dt><dd>${one.timeout_seconds} s, ${one.retry_attempts} retries</dd><dt>Signs in with</dt><dd>${words(one.auth_type)}${one.credential ? html`, credential <code>${one.credential}</code>` : nothing}</dd>
      <dt>Changed</dt><dd>${when(one.updated_at)}</dd></dl></div></section>`;
  }
}
