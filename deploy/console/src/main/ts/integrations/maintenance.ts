import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, newKey, ProblemError, send } from '../lib/api.ts';
import { duration } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { attempt, complain, say } from '../lib/toast.ts';
import type { Board, Page } from '../model.ts';
import { DialogPart } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { problem, states, when } from '../ui/parts.ts';

interface Window {
  id: string; title: string; endpoint_ids: string[]; tags: string[]; groups: string[]; starts_at: string | null; ends_at: string | null;
  cron: string | null; duration_minutes: number | null; time_zone: string | null; active: boolean;
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const local = (minutes: number): string => {
  const date = new Date(Date.now() + minutes * 60_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const fresh = (): Record<string, string> => ({ title: '', from: local(0), to: local(60), cron: '0 3 * * 0', minutes: '60', endpoint: '' });

/** Its version stands in the ETag alone. */
async function cancel(id: string): Promise<void> {
  const etag = (await send('GET', `/maintenance-windows/${id}`)).headers.get('ETag')?.replaceAll('"', '');
  await api.del(`/maintenance-windows/${id}`, etag);
}

/** Times in which a service may be down: checks go on, and count towards no uptime. */
@customElement('lr-maintenance')
export class Maintenance extends DialogPart {
  @state() private adding = false;
  @state() private again = false;
  @state() private values = fresh();
  @state() private error: ProblemError | undefined;
  private key = newKey();
  private readonly windows = new Live<Page<Window>>(this, () => '/maintenance-windows?limit=100', 10_000);
  private readonly board = new Live<Board>(this, () => '/health-board', 60_000);

  protected heading(): string {
    return 'Maintenance windows';
  }

  private set(change: Record<string, string>): void {
    this.values = { ...this.values, ...change };
    this.key = newKey();
  }

  private repeat(again: boolean): void {
    this.again = again;
    this.key = newKey();
  }

  protected override dirty(): boolean {
    return this.adding && this.values['title'] !== '';
  }

  private get complete(): boolean {
    return Boolean(this.values['title']?.trim() && (this.again ? this.values['cron']?.trim() && this.values['minutes'] : this.values['from'] && this.values['to']));
  }

  private field(name: string, label: string, type = 'text', hint = ''): unknown {
    const told = { from: 'starts_at', to: 'ends_at', minutes: 'duration_minutes' }[name] ?? name;
    const error = this.error?.field(told);
    return html`<div class="field"><label for="mw-${name}">${label}</label><input id="mw-${name}" type=${type} .value=${this.values[name] ?? ''} aria-invalid=${error ? 'true' : 'false'}
      @input=${(event: Event) => this.set({ [name]: (event.target as HTMLInputElement).value })}>${error ? html`<span class="error">${error}</span>` : hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;
  }

  protected content(): unknown {
    const names = new Map((this.board.data?.items ?? []).map(one => [one.id, one.name]));
    if (this.adding) {
      return html`${problem(this.error)}${this.field('title', 'What is it?')}
        <div class="segments" role="group" aria-label="How often"><button type="button" aria-pressed=${this.again ? 'false' : 'true'} @click=${() => this.repeat(false)}>Once</button><button type="button" aria-pressed=${this.again ? 'true' : 'false'} @click=${() => this.repeat(true)}>Again and again</button></div>
        ${this.again ? html`<div class="two">${this.field('cron', 'When it begins (cron)', 'text', `minute hour day month weekday, in ${zone}`)}${this.field('minutes', 'Minutes', 'number')}</div>`
          : html`<div class="two">${this.field('from', 'From', 'datetime-local', zone)}${this.field('to', 'To', 'datetime-local')}</div>`}
        <div class="field"><label for="mw-endpoint">Integration</label><select id="mw-endpoint" @change=${(event: Event) => this.set({ endpoint: (event.target as HTMLSelectElement).value })}><option value="" .selected=${!this.values['endpoint']}>All</option>${[...names].map(([id, name]) => html`<option value=${id} .selected=${id === this.values['endpoint']}>${name}</option>`)}</select></div>`;
    }
    return states(this.windows, page => page.items.length === 0
      ? html`<p class="muted">None is planned. During one, checks go on but count towards no uptime, and no alarm is raised.</p>`
      : html`<ul class="col">${page.items.map(one => html`<li class="card"><header><h3 class="grow">${one.title}</h3>${one.active ? html`<span class="pill warn">now</span>` : nothing}
          ${may('operator') ? html`<button class="btn ghost icon small" type="button" aria-label="Cancel ${one.title}" @click=${() => void attempt(() => cancel(one.id)).then(() => poke('/maintenance-windows'))}>${icon('close')}</button>` : nothing}</header>
        <p class="body small">${one.cron ? html`<code>${one.cron}</code> (${one.time_zone}) for ${duration((one.duration_minutes ?? 0) * 60_000)}` : html`${when(one.starts_at)} – ${when(one.ends_at)}`}
          · ${[...one.endpoint_ids.map(id => names.get(id) ?? id), ...one.tags, ...one.groups].join(', ') || 'all integrations'}</p></li>`)}</ul>`, 3);
  }

  protected override footer(): unknown {
    if (!may('operator')) return nothing;
    return this.adding ? html`<footer><span class="grow"></span><button class="btn" type="button" @click=${() => { this.adding = false; }}>Back</button><button class="btn primary" type="submit" ?disabled=${!this.complete}>Plan it</button></footer>`
      : html`<footer><span class="grow"></span><button class="btn primary" type="button" @click=${() => { this.adding = true; }}>${icon('plus')}Plan one</button></footer>`;
  }

  protected override submit(): void {
    if (this.adding && this.complete) void this.plan();
  }

  private async plan(): Promise<void> {
    const { title, from, to, cron, minutes, endpoint } = this.values;
    try {
      await api.post('/maintenance-windows', {
        title: title!.trim(), ...(endpoint && { endpoint_ids: [endpoint] }),
        ...(this.again ? { cron, duration_minutes: Number(minutes), time_zone: zone } : { starts_at: new Date(from!).toISOString(), ends_at: new Date(to!).toISOString() }),
      }, { key: this.key });
      this.adding = false;
      this.error = undefined;
      this.set(fresh());
      say('Planned');
      poke('/maintenance-windows');
    } catch (failure) {
      if (failure instanceof ProblemError) this.error = failure;
      else complain(failure);
    }
  }
}
