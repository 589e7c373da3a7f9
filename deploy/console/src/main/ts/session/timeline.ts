import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from '../ui/repeat.ts';
import { api, newKey } from '../lib/api.ts';
import { unsent } from '../lib/edited.ts';
import type { SessionFeed } from '../lib/feed.ts';
import { spoken, time, utc } from '../lib/format.ts';
import { Addressed, here, setQuery } from '../lib/router.ts';
import { mayNote } from '../lib/participation.ts';
import { remember, remembered } from '../lib/prefs.ts';
import { attempt } from '../lib/toast.ts';
import type { Session, TimelineItem } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon, type Icon } from '../ui/icons.ts';
import { empty, skeleton, tone } from '../ui/parts.ts';

const KINDS: [TimelineItem['kind'], string, Icon][] = [
  ['session', 'Session', 'sessions'], ['health', 'Health', 'integrations'], ['test', 'Tests', 'workflows'],
  ['feedback', 'Feedback', 'feedback'], ['note', 'Notes', 'note'],
];
const STEP = 100;

/** Everything that happened, in one line: newest first, as one reads a conversation that goes on. */
@customElement('lr-timeline')
export class Timeline extends Part {
  protected readonly addressed = new Addressed(this);
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) feed!: SessionFeed;
  @property({ attribute: false }) items: TimelineItem[] = [];
  @property({ attribute: false }) complete = false;
  @state() private shown = STEP;
  @state() private text = '';
  @state() private busy = false;
  private key = newKey();

  override connectedCallback(): void {
    super.connectedCallback();
    this.text = remembered(`note.${this.session.id}`, '');
  }

  /** The filter, as it stands in the address. */
  private get kind(): TimelineItem['kind'] | null {
    return KINDS.find(([kind]) => kind === here().query.get('kind'))?.[0] ?? null;
  }

  private readonly add = async (): Promise<void> => {
    const sent = this.text;
    const text = sent.trim();
    if (!text || this.busy) return;
    this.busy = true;
    if (await attempt(() => api.post(`/sessions/${this.session.id}/timeline`, { text }, { key: this.key }))) {
      this.write(unsent(this.text, sent));
      this.feed.look();
    }
    this.busy = false;
  };

  private write(text: string): void {
    this.text = text;
    this.key = newKey();
    remember(`note.${this.session.id}`, text || undefined);
  }

  protected override render(): unknown {
    const chosen = this.kind ? this.items.filter(item => item.kind === this.kind) : this.items;
    const newest = chosen.slice(-this.shown).reverse();
    return html`<section class="card part-timeline"><header><h2>Timeline</h2>
        <div class="segments" role="group" aria-label="Kind"><button aria-pressed=${this.kind === null ? 'true' : 'false'} @click=${() => setQuery({ kind: null })}>All</button>
          ${KINDS.map(([kind, name, picture]) => html`<button aria-pressed=${this.kind === kind ? 'true' : 'false'} title=${name} aria-label=${name} @click=${() => setQuery({ kind })}>${icon(picture)}</button>`)}</div></header>
      ${mayNote(this.session) ? html`<form class="note-form" @submit=${(event: Event) => { event.preventDefault(); void this.add(); }}>
        <label class="hush" for="note-text">Note</label>
        <textarea id="note-text" rows=${this.text.includes('\n') || this.text.length > 60 ? 3 : 1} maxlength="10000" placeholder="Note for everybody (m)" .value=${this.text}
          @input=${(event: Event) => this.write((event.target as HTMLTextAreaElement).value)}
          @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); void this.add(); } if (event.key === 'Escape') (event.target as HTMLElement).blur(); }}></textarea>
        <button class="btn" type="submit" ?disabled=${!this.text.trim() || this.busy}>Note</button></form>` : nothing}
      ${!this.complete && this.items.length === 0 ? skeleton(6)
        : chosen.length === 0 ? empty('note', 'Nothing of this kind yet', 'Changes of state and health, results, findings and notes appear here as they happen.')
        : html`<div class="timeline-scroll" tabindex="0" role="region" aria-label="Timeline, newest first"><ol class="timeline">${repeat(newest, item => item.position, item => this.entry(item))}</ol>
          ${chosen.length > this.shown || this.feed.cut ? html`<p class="pad"><button class="btn small" @click=${() => this.earlier(chosen.length)}>Show earlier</button></p>` : nothing}</div>`}
    </section>`;
  }

  private earlier(here: number): void {
    this.shown += STEP * 2;
    if (here < this.shown && this.feed.cut) void attempt(() => this.feed.earlier());
  }

  private entry(item: TimelineItem): unknown {
    const picture = KINDS.find(([kind]) => kind === item.kind)?.[2] ?? 'note';
    const state = String(item.data['to'] ?? item.data['status'] ?? '');
    const look = item.kind === 'feedback' ? 'info' : item.kind === 'note' ? 'idle' : tone(state);
    return html`<li class="entry ${item.kind}"><span class="bullet ${look}">${icon(picture)}</span>
      <div class="grow"><p class="break">${this.wording(item)}</p>
        ${item.kind === 'note' ? html`<p class="note-text pre">${String(item.data['text'] ?? item.title)}</p>` : nothing}
        <p class="small muted">${item.actor ? html`${item.actor} · ` : nothing}<time class="num" datetime=${item.at} title=${utc(item.at)}>${time(item.at)}</time>
          ${item.data['github_issue_url'] ? html` · <a href=${String(item.data['github_issue_url'])} target="_blank" rel="noopener noreferrer">GitHub #${item.data['github_issue_number']}</a>` : nothing}</p></div></li>`;
  }

  /** A report's title is what somebody wrote. */
  private told(item: TimelineItem): string {
    const colon = item.title.indexOf(':');
    return spoken(item.title, item.kind === 'feedback' && colon >= 0 ? colon : undefined);
  }

  private wording(item: TimelineItem): unknown {
    if (item.kind === 'note') return html`<span class="strong">Note</span>`;
    if (item.data['result_id'] && item.kind === 'test') return html`<a href="/sessions/${this.session.id}/results/${item.data['result_id']}">${this.told(item)}</a>`;
    if (item.data['feedback_id']) return html`<a href="/feedback/${item.data['feedback_id']}">${this.told(item)}</a>`;
    if (item.kind === 'health' && item.data['endpoint_id']) return html`<a href="/integrations/${item.data['endpoint_id']}">${this.told(item)}</a>`;
    return this.told(item);
  }
}
