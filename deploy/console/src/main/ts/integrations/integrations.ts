import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { duration } from '../lib/format.ts';
import type { Shortcut } from '../lib/keys.ts';
import { BoardFeed } from '../lib/board.ts';
import { has } from '../lib/capabilities.ts';
import { may } from '../lib/me.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import type { Board, BoardItem } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { dot, empty, pill, since, states } from '../ui/parts.ts';
import { listKeys } from '../ui/virtual.ts';
import '../ui/virtual.ts';
import './alarms.ts';
import { blame } from '../session/whose.ts';
import { selected, STATES } from './integrations-filter.ts';

interface Opened { role: 'viewer' | 'operator'; load: () => Promise<unknown>; show: (close: () => void) => unknown }

/** What opens above the list, by its name in the address. */
const DIALOGS: Record<string, Opened> = {
  register: { role: 'operator', load: () => import('./register.ts'), show: close => html`<lr-register @lr-close=${close}></lr-register>` },
  import: { role: 'operator', load: () => import('./import.ts'), show: close => html`<lr-import @lr-close=${close}></lr-import>` },
  maintenance: { role: 'viewer', load: () => import('./maintenance.ts'), show: close => html`<lr-maintenance @lr-close=${close}></lr-maintenance>` },
};

@customElement('lr-integrations')
export class Integrations extends Part {
  protected readonly addressed = new Addressed(this);
  /** Which dialogs' code is there. */
  @state() private loaded = new Set<string>();
  private readonly board = new BoardFeed(this);
  private sortedFrom: unknown;
  private sortedFor = '';
  private sorted: BoardItem[] = [];

  protected override shortcuts(): Shortcut[] {
    return [...(may('operator') ? [{ keys: 'n', does: 'Register an integration', run: () => this.add() }] : []), ...listKeys(this)];
  }

  private add(): void {
    setQuery({ open: 'register' }, false);
  }

  /** The dialog that the address names, as soon as its code is there. */
  private dialog(): unknown {
    const wanted = here().query.get('open') ?? '';
    const dialog = Object.hasOwn(DIALOGS, wanted) ? DIALOGS[wanted]! : undefined;
    if (!dialog || !may(dialog.role)) return nothing;
    if (!this.loaded.has(wanted)) {
      void dialog.load().then(() => { this.loaded = new Set(this.loaded).add(wanted); });
      return nothing;
    }
    return dialog.show(() => { if (here().query.get('open') === wanted) setQuery({ open: null }); });
  }

  private list(board: Board): BoardItem[] {
    if (this.sortedFrom !== board || this.sortedFor !== location.search) {
      this.sortedFrom = board;
      this.sortedFor = location.search;
      this.sorted = selected(board.items, here().query);
    }
    return this.sorted;
  }

  protected override render(): unknown {
    const { query } = here();
    const filtered = query.has('status') || query.has('tag') || query.has('q');
    return html`<div class="page-head"><h1>Integrations</h1>
        <div class="search">${icon('search')}<input type="search" placeholder="Search by name" aria-label="Search integrations" .value=${query.get('q') ?? ''} @input=${(event: Event) => setQuery({ q: (event.target as HTMLInputElement).value })}></div>
        ${has('GET', '/maintenance-windows') ? html`<button class="btn" @click=${() => setQuery({ open: 'maintenance' }, false)}>Maintenance</button>` : nothing}
        ${may('operator') ? html`<button class="btn" @click=${() => setQuery({ open: 'import' }, false)}>Import</button>
          <button class="btn primary" @click=${() => this.add()}>${icon('plus')}Register</button>` : nothing}</div>
      ${states(this.board, board => board.items.length === 0
        ? empty('integrations', 'No integrations yet', 'An integration is a real service that is tested: Liverun watches its health all the time and calls it when tests run. Five are known already, with their health checks.',
          may('operator') ? html`<button class="btn primary" @click=${() => this.add()}>${icon('plus')}Register the first</button>` : html`<p>An operator registers them.</p>`)
        : html`${has('GET', '/alarms') ? html`<lr-alarms></lr-alarms>` : nothing}${this.totals(board)}${this.tags(board)}
          ${this.list(board).length === 0 ? empty('search', 'No integration matches', 'Take a filter away.', html`<button class="btn" @click=${() => setQuery({ status: null, tag: null, q: null })}>Show all</button>`)
            : html`<div class="card flush"><lr-list label="Integrations" .items=${this.list(board)} .rowHeight=${52} .key=${(one: BoardItem) => one.id} .row=${row}></lr-list></div>`}
          ${filtered ? html`<p class="pad small muted">${this.list(board).length} of ${board.items.length}</p>` : nothing}`)}
      ${this.dialog()}`;
  }

  private totals(board: Board): unknown {
    const chosen = here().query.get('status');
    return html`<div class="totals" role="group" aria-label="Health">${STATES.filter(status => status !== 'UNKNOWN' || board.totals.UNKNOWN > 0).map(status => html`<button class="total" aria-pressed=${chosen === status ? 'true' : 'false'}
      @click=${() => setQuery({ status: chosen === status ? null : status })}><span class="big num">${dot(status === 'UNKNOWN' ? null : status)}${board.totals[status]}</span><span class="small muted">${status === 'UNKNOWN' ? 'Not checked yet' : status.charAt(0) + status.slice(1).toLowerCase()}</span></button>`)}</div>`;
  }

  private tags(board: Board): unknown {
    const all = [...new Set(board.items.flatMap(one => one.tags))].sort();
    const chosen = here().query.get('tag');
    if (all.length < 2) return nothing;
    return html`<div class="bar" role="group" aria-label="Tags">${all.slice(0, 24).map(tag => html`<button class="btn small ${chosen === tag ? 'primary' : ''}" aria-pressed=${chosen === tag ? 'true' : 'false'} @click=${() => setQuery({ tag: chosen === tag ? null : tag })}>${tag}</button>`)}</div>`;
  }
}

const row = (one: BoardItem): unknown => {
  const health = one.health;
  const cause = blame(health?.reason);
  return html`<a class="line ${one.enabled ? '' : 'off'}" href="/integrations/${one.id}">${dot(one.enabled ? health?.status : null)}
    <span class="grow"><span class="title ellipsis">${one.name}</span><span class="sub ellipsis">${one.enabled ? cause.text : 'Disabled: neither checked nor tested'}${health?.error_message ? ` · ${health.error_message}` : ''}</span></span>
    ${cause.whose !== 'none' && one.enabled ? html`<span class="whose wide">${{ ours: 'ours', theirs: 'theirs', shared: 'in between' }[cause.whose]}</span>` : nothing}
    ${one.tags.slice(0, 2).map(tag => html`<span class="tag wide">${tag}</span>`)}
    ${pill(one.enabled ? health?.status ?? null : 'DISABLED')}
    <span class="small num nowrap right age">${duration(health?.response_time_ms)}</span>
    <span class="muted small age wide">${since(health?.checked_at)}</span></a>`;
};
