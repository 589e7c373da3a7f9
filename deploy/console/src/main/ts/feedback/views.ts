import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey } from '../lib/api.ts';
import { words } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { current, may } from '../lib/me.ts';
import { go, here } from '../lib/router.ts';
import { attempt, say } from '../lib/toast.ts';
import { Part } from '../ui/element.ts';
import { showChosen } from '../ui/parts.ts';

interface SavedView { id: string; owner: string; name: string; shared: boolean; query: Record<string, string | string[]> }

/** The same text for the same search, whatever the order of its parameters. */
function textOf(query: Iterable<[string, string]>): string {
  const sorted = new URLSearchParams([...query].sort(([a], [b]) => a.localeCompare(b)));
  return sorted.toString();
}

const addressed = (query: SavedView['query']): string =>
  textOf(Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])));

/** Searches of the queue under a name: some for everybody, one's own, and what others share. They are kept by the service, so they are there in every browser. */
@customElement('lr-views')
export class Views extends Part {
  /** The address' query, so that this is drawn again when it changes. */
  @property() query = '';
  @state() private naming = false;
  @state() private name = '';
  @state() private shared = false;
  private key = newKey();
  private asked = '';
  private readonly saved = new Live<{ items: SavedView[] }>(this, () => '/feedback/views', 30_000);

  private fixed(): { name: string; query: string }[] {
    return [
      { name: 'All', query: '' }, { name: 'To do', query: 'status=OPEN' }, { name: 'In progress', query: 'status=IN_PROGRESS' }, { name: 'Critical', query: 'priority=CRITICAL' },
      ...(may('tester') ? [{ name: 'Reported by me', query: textOf([['reported_by', current().subject]]) }] : []),
    ];
  }

  private async save(): Promise<void> {
    const query = Object.fromEntries(here().query);
    const body = { name: this.name.trim(), shared: this.shared, query };
    if (JSON.stringify(body) !== this.asked) {
      this.asked = JSON.stringify(body);
      this.key = newKey();
    }
    if (await attempt(() => api.post('/feedback/views', body, { key: this.key }))) {
      say(this.shared ? 'View saved for everybody' : 'View saved');
      this.naming = false;
      this.asked = '';
    }
    poke('/feedback/views');
  }

  private async forget(view: SavedView): Promise<void> {
    if (await attempt(() => api.del(`/feedback/views/${view.id}`))) {
      say('View forgotten');
      go('/feedback');
    }
    poke('/feedback/views');
  }

  protected override updated(): void {
    showChosen(this);
  }

  protected override render(): unknown {
    const now = textOf(new URLSearchParams(this.query));
    const kept = this.saved.data?.items ?? [];
    const chosen = kept.find(view => addressed(view.query) === now);
    const known = chosen !== undefined || this.fixed().some(view => view.query === now);
    return html`<div class="bar"><nav class="segments" aria-label="Views">${this.fixed().map(view => this.link(view.name, view.query, now))}
        ${kept.map(view => this.link(view.name, addressed(view.query), now, view.owner === current().subject ? nothing : `Shared by ${view.owner}`))}</nav>
      ${chosen && chosen.owner === current().subject ? html`<button class="btn small ghost" @click=${() => void this.forget(chosen)}>Forget this view</button>` : nothing}
      ${known || this.naming ? nothing : html`<button class="btn small ghost" @click=${() => this.begin()}>Save view</button>`}
      ${this.naming && !known ? html`<form class="row wrap" @submit=${(event: Event) => { event.preventDefault(); if (this.name.trim()) void this.save(); }}>
        <label class="hush" for="view-name">Name of the view</label><input id="view-name" type="text" maxlength="100" .value=${this.name} @input=${(event: Event) => { this.name = (event.target as HTMLInputElement).value; this.key = newKey(); }}
          @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') this.naming = false; }}>
        <label class="check small"><input type="checkbox" .checked=${this.shared} @change=${() => { this.shared = !this.shared; this.key = newKey(); }}>for everybody</label>
        <button class="btn small primary" type="submit" ?disabled=${!this.name.trim()}>Save</button><button class="btn small ghost" type="button" @click=${() => { this.naming = false; }}>Cancel</button></form>` : nothing}</div>`;
  }

  private link(name: string, query: string, now: string, title: unknown = nothing): unknown {
    return html`<a href="/feedback${query ? `?${query}` : ''}" title=${title} aria-current=${now === query ? 'true' : 'false'}>${name}</a>`;
  }

  private begin(): void {
    this.name = [...here().query.values()].map(words).join(', ').slice(0, 100);
    this.naming = true;
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('#view-name')?.select());
  }
}
