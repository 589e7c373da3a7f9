import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { attempt, say } from '../lib/toast.ts';
import { show, words } from '../lib/format.ts';
import type { Feedback, Sync } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { pill, problem, since } from '../ui/parts.ts';

interface Conflict { id: string; field: string; ours: string; theirs: string; settled_at: string | null }
interface PublicPart { part: string; text: string; sha256: string; consented: boolean; held: boolean; spotted: { kind: string; secret: boolean; excerpt: string }[] }

/** A report's GitHub issue: how far it is, what is held back and waits for consent, and what both sides changed differently. */
@customElement('lr-github')
export class GitHubState extends Part {
  @property({ attribute: false }) report!: Feedback;
  /** Whether one may do something about it. */
  @property({ attribute: false }) mine = false;
  @state() private looking = false;
  private readonly sync = new Live<Sync>(this, () => `/feedback/${this.report.id}/sync`, 4_000);
  private readonly conflicts = new Live<{ items: Conflict[] }>(this, () => this.sync.data?.open_conflicts ? `/feedback/${this.report.id}/conflicts` : null, 5_000);
  private readonly preview = new Live<{ parts: PublicPart[] }>(this, () => this.looking ? `/feedback/${this.report.id}/preview` : null, 10_000);

  protected override render(): unknown {
    const sync = this.sync.data;
    if (!sync) return nothing;
    const one = this.report;
    return html`${this.differences()}
      <div class="github"><div class="row wrap"><h3 class="grow">GitHub</h3>${pill(sync.state)}
        ${this.mine ? html`<button class="btn small" @click=${() => void this.now()}>${icon('refresh')}Sync now</button>` : nothing}</div>
      <p class="small">${one.github_issue_number ? html`<a href=${one.github_issue_url ?? '#'} target="_blank" rel="noopener noreferrer">${sync.repository} #${one.github_issue_number}</a>`
        : one.category === 'SECURITY' ? 'Held back: security findings do not go to a public repository.' : sync.repository ? html`On its way to ${sync.repository}.` : 'This session sends nothing to GitHub.'}
        ${sync.behind_since ? html` <span class="muted">Behind for ${since(sync.behind_since)}.</span>` : nothing}
        ${sync.reason && !sync.held?.length ? html`<br><span class="bad-text">${sync.reason}</span>` : nothing}</p>
      ${this.held(sync)}</div>`;
  }

  private async now(): Promise<void> {
    if (await attempt(() => api.post(`/feedback/${this.report.id}/sync`))) say('Synchronising');
    poke('/feedback');
  }

  private held(sync: Sync): unknown {
    if (!sync.held?.length) return nothing;
    return html`<div class="notice warn">${icon('hide')}<div class="grow col"><p><strong>Held back</strong>: it looks like ${[...new Set(sync.held.flatMap(part => part.kinds))].map(kind => (/^[A-Z_]+$/.test(kind) ? words(kind).toLowerCase() : kind)).join(', ')}. Nothing of it is public until somebody says so.</p>
      ${problem(this.looking ? this.preview.error : undefined)}${this.looking ? (this.preview.data?.parts ?? []).filter(part => part.held).map(part => html`<div class="col"><pre class="code" tabindex="0">${part.text}</pre>
          <ul class="col small">${part.spotted.map(one => html`<li><span class="pill ${one.secret ? 'bad' : 'warn'}">${words(one.kind)}</span> <code>${one.excerpt}…</code></li>`)}</ul>
          ${this.mine ? html`<p><button class="btn small danger" @click=${() => void this.consent(part)}>Let it become public as it is</button></p>` : nothing}</div>`)
        : may('tester') ? html`<p><button class="btn small" @click=${() => { this.looking = true; }}>Show what is held back</button></p>` : nothing}</div></div>`;
  }

  private async consent(part: PublicPart): Promise<void> {
    await attempt(() => api.post(`/feedback/${this.report.id}/consent`, { sha256: [part.sha256] }));
    poke('/feedback');
  }

  private differences(): unknown {
    const open = (this.conflicts.data?.items ?? []).filter(one => !one.settled_at);
    const older = this.sync.data?.conflict as Record<string, unknown> | string | null | undefined;
    if (older && !has('GET', '/feedback/{id}/conflicts')) {
      return html`<div class="problem" role="alert"><h3>Changed here and on GitHub at once</h3><p>GitHub’s was taken. Yours was: <q>${show(typeof older === 'object' ? older['ours'] ?? older : older)}</q></p></div>`;
    }
    return open.map(one => html`<div class="problem" role="alert"><h3>${words(one.field)} was changed here and on GitHub at once</h3>
      <dl class="facts"><dt>here</dt><dd>${one.ours}</dd><dt>GitHub</dt><dd>${one.theirs}</dd></dl>
      ${this.mine ? html`<div class="row wrap"><button class="btn small" @click=${() => void this.settle(one, 'OURS')}>Keep ours</button><button class="btn small" @click=${() => void this.settle(one, 'THEIRS')}>Keep GitHub’s</button></div>` : nothing}</div>`);
  }

  private async settle(one: Conflict, keep: 'OURS' | 'THEIRS'): Promise<void> {
    await attempt(() => api.post(`/feedback/${this.report.id}/conflicts/${one.id}/settle`, { keep }));
    poke('/feedback');
  }
}
