import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from '../ui/repeat.ts';
import { api } from '../lib/api.ts';
import { plural, words } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { attempt } from '../lib/toast.ts';
import type { HealthStatus, Page } from '../model.ts';
import { Part } from '../ui/element.ts';
import { dot, empty, since, sinceThen, states } from '../ui/parts.ts';

/** More would push the list away for which somebody came. */
const FIRST = 3;

interface Alarm {
  id: string; endpoint_id: string; endpoint_name: string; cause: string; status: HealthStatus; reason: string; message: string | null; opened_at: string;
  cleared_at: string | null; suppressed: string | null; acknowledged: { at: string; by: string; reason: string } | null;
}

/** Alarms that are open: one per integration and cause. Whoever takes care says so, and nobody is told again. */
@customElement('lr-alarms')
export class Alarms extends Part {
  /** Also when there is none, and those that are over. */
  @property({ attribute: false }) all = false;
  @state() private every = false;
  @state() private taking = '';
  /** What is being written, by alarm. */
  private readonly reasons = new Map<string, string>();
  private readonly live = new Live<Page<Alarm>>(this, () => this.all ? '/alarms?limit=100' : '/alarms?open=true&limit=100', 4_000);

  private async acknowledge(alarm: Alarm): Promise<void> {
    const reason = this.reasons.get(alarm.id)!.trim();
    if (await attempt(() => api.post(`/alarms/${alarm.id}/acknowledge`, { reason }))) {
      this.reasons.delete(alarm.id);
      if (this.taking === alarm.id) this.taking = '';
    }
    poke('/alarms');
  }

  protected override render(): unknown {
    if (this.all && !this.live.data) return states(this.live, () => nothing);
    const list = (this.live.data?.items ?? []).filter(alarm => this.all || !alarm.suppressed);
    if (list.length === 0) return this.all && this.live.data ? empty('check', 'No alarms', 'When an integration is confirmed down, slow, or slower than usual, it is told here once.') : nothing;
    return html`<section class="card asks alarms"><header><h2>Alarms</h2><span class="small muted pad-r">${plural(list.filter(alarm => !alarm.cleared_at).length, 'open alarm')}</span></header><ul>${repeat(this.all || this.every ? list : list.slice(0, FIRST), alarm => alarm.id, alarm => html`<li class="ask"><div class="row wrap">${dot(alarm.cleared_at ? 'HEALTHY' : alarm.status)}
      <a class="strong" href="/integrations/${alarm.endpoint_id}">${alarm.endpoint_name}</a><span class="grow">${words(alarm.cause)}: ${words(alarm.reason).toLowerCase()}</span>
      ${alarm.suppressed ? html`<span class="pill">suppressed: ${words(alarm.suppressed).toLowerCase()}</span>` : nothing}<span class="muted small">${alarm.cleared_at ? html`ended ${sinceThen(alarm.cleared_at)}` : html`for ${since(alarm.opened_at)}`}</span>
      ${!alarm.cleared_at && !alarm.acknowledged && may('tester') && this.taking !== alarm.id ? html`<button class="btn small" @click=${() => { this.taking = alarm.id; }}>Acknowledge</button>` : nothing}</div>
      ${alarm.message ? html`<p class="small muted break">${alarm.message}</p>` : nothing}
      ${alarm.acknowledged ? html`<p class="small">${alarm.acknowledged.by}: ${alarm.acknowledged.reason}</p>` : nothing}
      ${this.taking === alarm.id ? html`<form class="row wrap" @submit=${(event: Event) => { event.preventDefault(); if (this.reasons.get(alarm.id)?.trim()) void this.acknowledge(alarm); }}><label class="hush" for="alarm-${alarm.id}">What is known</label>
        <input id="alarm-${alarm.id}" type="text" placeholder="What is known, or who takes care" .value=${this.reasons.get(alarm.id) ?? ''} @input=${(event: Event) => { this.reasons.set(alarm.id, (event.target as HTMLInputElement).value); this.requestUpdate(); }}>
        <button class="btn small primary" type="submit" ?disabled=${!this.reasons.get(alarm.id)?.trim()}>Acknowledge</button></form>` : nothing}</li>`)}</ul>
      ${!this.all && !this.every && list.length > FIRST ? html`<p class="pad"><button class="btn small" @click=${() => { this.every = true; }}>Show all ${list.length}</button></p>` : nothing}</section>`;
  }
}
