import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey } from '../lib/api.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { attempt } from '../lib/toast.ts';
import { show, words } from '../lib/format.ts';
import type { Page } from '../model.ts';
import { Part } from '../ui/element.ts';
import { avatar, since } from '../ui/parts.ts';

interface Comment { id: string; author: string; body: string; created_at: string; edited_at: string | null; origin: 'LIVERUN' | 'GITHUB' }
interface HistoryEntry { id: string; at: string; actor: string; action: string; changes: { field: string; from: unknown; to: unknown }[] }

/** What is said about a report, here and on GitHub, and how it changed. */
@customElement('lr-conversation')
export class Conversation extends Part {
  @property() report = '';
  @state() private text = '';
  @state() private past = false;
  private key = newKey();
  private readonly comments = new Live<Page<Comment>>(this, () => `/feedback/${this.report}/comments?limit=100`, 4_000);
  private readonly history = new Live<Page<HistoryEntry>>(this, () => this.past ? `/feedback/${this.report}/history?limit=100` : null, 10_000);

  private readonly say = async (): Promise<void> => {
    const body = this.text.trim();
    if (!body) return;
    if (await attempt(() => api.post(`/feedback/${this.report}/comments`, { body }, { key: this.key }))) {
      this.text = '';
      this.key = newKey();
    }
    poke(`/feedback/${this.report}`);
  };

  protected override render(): unknown {
    const said = this.comments.data?.items ?? [];
    return html`<div class="col"><h3>Comments</h3>
      ${said.length ? html`<ol class="col">${said.map(one => html`<li class="row top">${avatar(one.author)}<div class="grow"><p class="small"><span class="strong">${one.author}</span> <span class="muted">${one.origin === 'GITHUB' ? 'on GitHub, ' : ''}${since(one.created_at)}${one.edited_at ? ', edited' : ''}</span></p>
        <p class="pre">${one.body}</p></div></li>`)}</ol>` : nothing}
      ${may('tester') ? html`<form class="row top" @submit=${(event: Event) => { event.preventDefault(); void this.say(); }}><label class="hush" for="comment">Comment</label>
        <textarea id="comment" rows="2" maxlength="20000" placeholder="It is said on the GitHub issue, too" .value=${this.text} @input=${(event: Event) => { this.text = (event.target as HTMLTextAreaElement).value; this.key = newKey(); }}
          @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void this.say(); } }}></textarea>
        <button class="btn" type="submit" ?disabled=${!this.text.trim()}>Comment</button></form>` : nothing}
      <details @toggle=${(event: Event) => { this.past = (event.target as HTMLDetailsElement).open; }}><summary>History</summary>
        <ol class="col small">${(this.history.data?.items ?? []).map(one => html`<li><span class="strong">${one.actor}</span> ${changes(one)} <span class="muted">${since(one.at)}</span></li>`)}</ol></details></div>`;
  }
}

function changes(entry: HistoryEntry): string {
  return entry.changes.length
    ? entry.changes.map(one => `${words(one.field).toLowerCase()}: ${show(one.from ?? '–')} → ${show(one.to ?? '–')}`).join('; ')
    : words(entry.action).toLowerCase();
}
