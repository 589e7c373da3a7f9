import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey } from '../lib/api.ts';
import { unsent } from '../lib/edited.ts';
import { Live, poke } from '../lib/live.ts';
import { attempt } from '../lib/toast.ts';
import { show, words } from '../lib/format.ts';
import type { Page } from '../model.ts';
import { Part } from '../ui/element.ts';
import { avatar, since } from '../ui/parts.ts';

interface Comment { id: string; author: string; body: string; created_at: string; edited_at: string | null; origin: 'LIVERUN' | 'GITHUB' }
interface HistoryEntry { id: string; at: string; actor: string; action: string; changes: { field: string; from: unknown; to: unknown }[] }

/** What is being written about each report: whoever looks at something else in between finds it again. */
const drafts = new Map<string, { body: string; key: string }>();

/** What is said about a report, here and on GitHub, and how it changed. */
@customElement('lr-conversation')
export class Conversation extends Part {
  @property() report = '';
  /** Whether one may say something. */
  @property({ attribute: false }) mine = false;
  @state() private past = false;
  private readonly comments = new Live<Page<Comment>>(this, () => `/feedback/${this.report}/comments?limit=100`, 4_000);
  private readonly history = new Live<Page<HistoryEntry>>(this, () => this.past ? `/feedback/${this.report}/history?limit=100` : null, 10_000);

  private readonly say = async (): Promise<void> => {
    const { report } = this;
    const draft = drafts.get(report);
    const body = draft?.body.trim();
    if (!draft || !body) return;
    const said = await attempt(() => api.post(`/feedback/${report}/comments`, { body }, { key: draft.key }));
    if (said) this.write(unsent(drafts.get(report)!.body, draft.body), report);
    poke(`/feedback/${report}`);
  };

  private write(body: string, report = this.report): void {
    drafts.set(report, { body, key: newKey() });
    this.requestUpdate();
  }

  protected override render(): unknown {
    const said = this.comments.data?.items ?? [];
    const body = drafts.get(this.report)?.body ?? '';
    return html`<div class="col"><h3>Comments</h3>
      ${said.length ? html`<ol class="col">${said.map(one => html`<li class="row top">${avatar(one.author)}<div class="grow"><p class="small"><span class="strong">${one.author}</span> <span class="muted">${one.origin === 'GITHUB' ? 'on GitHub, ' : ''}${since(one.created_at)}${one.edited_at ? ', edited' : ''}</span></p>
        <p class="pre">${one.body}</p></div></li>`)}</ol>` : nothing}
      ${this.mine ? html`<form class="row top" @submit=${(event: Event) => { event.preventDefault(); void this.say(); }}><label class="hush" for="comment">Comment</label>
        <textarea id="comment" rows="2" maxlength="20000" placeholder="It is said on the GitHub issue, too" .value=${body} @input=${(event: Event) => this.write((event.target as HTMLTextAreaElement).value)}
          @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void this.say(); } }}></textarea>
        <button class="btn" type="submit" ?disabled=${!body.trim()}>Comment</button></form>` : nothing}
      <details @toggle=${(event: Event) => { this.past = (event.target as HTMLDetailsElement).open; }}><summary>History</summary>
        <ol class="col small">${(this.history.data?.items ?? []).map(one => html`<li><span class="strong">${one.actor}</span> ${changes(one)} <span class="muted">${since(one.at)}</span></li>`)}</ol></details></div>`;
  }
}

function changes(entry: HistoryEntry): string {
  return entry.changes.length
    ? entry.changes.map(one => `${words(one.field).toLowerCase()}: ${show(one.from ?? '–')} → ${show(one.to ?? '–')}`).join('; ')
    : words(entry.action).toLowerCase();
}
