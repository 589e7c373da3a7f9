import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey, ProblemError, withQuery } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import type { ComposerSeed } from '../lib/compose.ts';
import { bytes, words } from '../lib/format.ts';
import { Live, poke } from '../lib/live.ts';
import { may } from '../lib/me.ts';
import { remember, remembered } from '../lib/prefs.ts';
import { complain, say } from '../lib/toast.ts';
import { CATEGORIES, PRIORITIES, type Board, type Feedback, type Page, type Priority, type Result, type Session } from '../model.ts';
import { mayNote } from '../lib/participation.ts';
import { DialogPart } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { dot, empty, pill, problem } from '../ui/parts.ts';
import { prefill } from './prefill.ts';
import { publicly } from './public.ts';
import './picture.ts';

interface Draft { session: string; title: string; description: string; category: string; priority: Priority; endpoint: string; result: string }

interface Public { title: string; body: string; spotted: { kind: string; secret: boolean; excerpt: string }[] }

const FRESH: Draft = { session: '', title: '', description: '', category: 'OTHER', priority: 'MEDIUM', endpoint: '', result: '' };
const PASTE_TYPES = /^image\/(png|jpeg|gif|webp)$/;

@customElement('lr-composer')
export class Composer extends DialogPart {
  @property({ attribute: false }) seed: ComposerSeed = {};
  @state() private draft: Draft = FRESH;
  @state() private files: File[] = [];
  @state() private drawing: number | null = null;
  @state() private similar: Feedback[] = [];
  @state() private error: ProblemError | undefined;
  @state() private busy = '';
  @state() private preview = false;
  @state() private told: Public | undefined;
  private readonly sessions = new Live<Page<Session>>(this, () => '/sessions?limit=50', 15_000);
  private readonly board = new Live<Board>(this, () => '/health-board', 30_000);
  /** The session that the draft is of may be older than those that are listed. */
  private readonly own = new Live<Session>(this, () => this.draft.session ? `/sessions/${this.draft.session}` : null, 60_000);
  private key = newKey();
  @state() private filed: Feedback | undefined;
  private readonly uploads = new Map<File, string>();
  private uploaded = new Set<File>();
  private asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = remembered<Draft | null>(this.kept, null);
    const seeded = Object.values(this.seed).some(Boolean);
    this.draft = { ...FRESH, ...kept };
    if (seeded) {
      this.set({ ...(this.seed.session && { session: this.seed.session }), ...(this.seed.endpoint && { endpoint: this.seed.endpoint }),
        ...(this.seed.title && { title: this.seed.title }), ...(this.seed.description && { description: this.seed.description }) });
    }
    if (this.seed.result && !kept) void this.takeFrom(this.seed.result);
    this.addEventListener('paste', this.pasted);
    this.addEventListener('dragover', event => event.preventDefault());
    this.addEventListener('drop', this.dropped);
  }

  /** What is written about a result is not what is written besides. */
  private get kept(): string {
    return this.seed.result ? `feedback-${this.seed.result}` : 'feedback';
  }

  private async takeFrom(id: string): Promise<void> {
    try {
      const result = await api.get<Result>(`/results/${id}`);
      const { title, description } = this.draft;
      // Whoever has written faster than this came keeps what they wrote.
      this.set({ ...prefill(result), ...(title && { title }), ...(description && { description }),
        result: id, endpoint: result.endpoint_id, session: result.session_id });
    } catch (failure) {
      complain(failure);
    }
  }

  protected heading(): string {
    return 'Feedback';
  }

  protected override dirty(): boolean {
    return this.draft.title !== '' || this.draft.description !== '' || this.files.length > 0;
  }

  /** What is written is kept; files are not. */
  protected override loses(): boolean {
    return this.files.some(file => !this.uploaded.has(file));
  }

  /** It is on its way, or there. */
  private get locked(): boolean {
    return this.busy !== '' || this.filed !== undefined;
  }

  private set(change: Partial<Draft>): void {
    // A result belongs to its session.
    const elsewhere = change.session !== undefined && change.session !== this.draft.session && change.result === undefined;
    this.draft = { ...this.draft, ...(elsewhere && { result: '' }), ...change };
    this.key = newKey();
    this.told = undefined;
    // Where it was opened from is no draft yet: whoever comes back gets the result's words then.
    remember(this.kept, this.draft.title || this.draft.description ? this.draft : undefined);
    if ('title' in change) this.lookForSimilar();
  }

  private lookForSimilar(): void {
    const ask = ++this.asked;
    const typed = this.draft.title.trim();
    if (typed.length < 5) {
      this.similar = [];
      return;
    }
    setTimeout(() => {
      if (ask !== this.asked) return;
      if (has('GET', '/feedback/similar')) {
        api.get<{ items: Feedback[] }>(withQuery('/feedback/similar', { title: typed, endpoint_id: this.draft.endpoint, result_id: this.draft.result, limit: 4 }))
          .then(page => { if (ask === this.asked) this.similar = page.items; }, () => {});
        return;
      }
      const q = typed.split(/\W+/).filter(word => word.length > 3).slice(0, 3).join(' ');
      if (!q) return;
      api.get<Page<Feedback>>(withQuery('/feedback', { q, limit: 4 })).then(page => { if (ask === this.asked) this.similar = page.items; }, () => {});
    }, 350);
  }

  private readonly pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])].filter(file => PASTE_TYPES.test(file.type));
    if (files.length) {
      event.preventDefault();
      this.attach(files);
    }
  };

  private readonly dropped = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) {
      event.preventDefault();
      this.attach(files);
    }
  };

  private attach(files: File[]): void {
    const named = files.map((file, i) => file.name === 'image.png' || !file.name ? new File([file], `screenshot-${this.files.length + i + 1}.png`, { type: file.type }) : file);
    this.files = [...this.files, ...named];
  }

  private open(): Session[] {
    const listed = this.sessions.data?.items ?? [];
    const own = this.own.data;
    return [...listed, ...(own && !listed.some(one => one.id === own.id) ? [own] : [])].filter(mayNote).sort((a, b) => Number(b.status === 'ACTIVE') - Number(a.status === 'ACTIVE'));
  }

  protected override willUpdate(): void {
    const first = this.open()[0];
    if (!this.draft.session && first) this.draft = { ...this.draft, session: first.id };
  }

  protected content(): unknown {
    if (!may('tester')) return empty('feedback', 'Feedback is filed by testers', 'Ask for the role tester, and to be added to the session.');
    if (this.sessions.data && this.open().length === 0) {
      return empty('sessions', 'There is no session of yours yet', 'Feedback belongs to a session, so that it carries what was going on. Open one, or ask to be added to one.', html`<a class="btn" href="/sessions?new=1" @click=${() => this.close()}>New session</a>`);
    }
    if (this.drawing !== null && this.files[this.drawing]) {
      return html`<lr-picture .file=${this.files[this.drawing]} @lr-drawn=${(event: CustomEvent<File | null>) => this.drawn(event.detail)}></lr-picture>`;
    }
    return html`${problem(this.error)}
      <div class="field"><label for="f-title">What did you find?</label>
        <input id="f-title" type="text" maxlength="200" autofocus autocomplete="off" placeholder="One sentence" ?readonly=${this.locked} .value=${this.draft.title} aria-invalid=${this.error?.field('title') ? 'true' : 'false'}
          @input=${(event: Event) => this.set({ title: (event.target as HTMLInputElement).value })}>
        ${this.similar.length ? html`<div class="similar" role="status"><span class="small muted">Known already?</span>
          ${this.similar.map(one => html`<a class="row" href="/feedback/${one.id}" target="_blank">${dot(one.priority)}<span class="grow ellipsis">${one.title}</span>${pill(one.status)}</a>`)}</div>` : nothing}</div>
      <div class="field"><label for="f-text">Details</label>
        <textarea id="f-text" rows="7" maxlength="20000" placeholder="What you did, what happened, what you expected. Paste a screenshot here." ?readonly=${this.locked} .value=${this.draft.description}
          @input=${(event: Event) => this.set({ description: (event.target as HTMLTextAreaElement).value })}></textarea></div>
      ${this.pictures()}
      <div class="three">
        ${this.choice('f-priority', 'Priority', this.draft.priority, PRIORITIES.map(one => [one, words(one)]), value => this.set({ priority: value as Priority }))}
        ${this.choice('f-category', 'Category', this.draft.category, CATEGORIES.map(one => [one, one === 'UX' ? 'UX' : words(one)]), value => this.set({ category: value }))}
        ${this.choice('f-endpoint', 'Integration', this.draft.endpoint, [['', 'None in particular'], ...(this.board.data?.items ?? []).map((one): [string, string] => [one.id, one.name])], value => this.set({ endpoint: value }))}
      </div>
      ${this.choice('f-session', 'Session', this.draft.session, this.open().map(one => [one.id, `${one.name} (${one.status.toLowerCase()})`]), value => this.set({ session: value }))}
      <p class="small muted">${this.draft.result ? html`${icon('link')} Filed from a test result; it goes along, with ` : 'Goes along by itself: '}the last results and the integrations’ health at this moment.</p>
      <details ?open=${this.preview} @toggle=${(event: Event) => { this.preview = (event.target as HTMLDetailsElement).open; void this.ask(); }}><summary>What becomes public on GitHub</summary>${this.preview ? this.public() : nothing}</details>`;
  }

  private choice(id: string, label: string, value: string, options: [string, string][], change: (value: string) => void): unknown {
    return html`<div class="field"><label for=${id}>${label}</label><select id=${id} ?disabled=${this.locked} @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
      ${options.map(([key, name]) => html`<option value=${key} .selected=${key === value}>${name}</option>`)}</select></div>`;
  }

  private pictures(): unknown {
    return html`<div class="field"><span class="label">Screenshots and files</span><div class="thumbs">
      ${this.files.map((file, i) => html`<div class="thumb">
        ${PASTE_TYPES.test(file.type) ? html`<lr-thumb .file=${file}></lr-thumb>` : html`<span class="file">${icon('reports')}</span>`}
        <span class="small ellipsis" title=${file.name}>${file.name}</span><span class="small muted num">${bytes(file.size)}</span>
        <span class="row gap-s">${PASTE_TYPES.test(file.type) ? html`<button class="btn small" type="button" @click=${() => { this.drawing = i; }}>${icon('box')}Mark or redact</button>` : nothing}
</span>
        <button class="btn small icon remove" type="button" aria-label="Remove ${file.name}" title="Remove" @click=${() => { this.files = this.files.filter(other => other !== file); }}>${icon('close')}</button></div>`)}
      <label class="thumb add" for="f-file">${icon('image')}<span class="small">Paste, drop or choose</span><input id="f-file" class="hush" type="file" multiple @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        this.attach([...(input.files ?? [])]);
        input.value = '';
      }}></label></div></div>`;
  }

  private drawn(file: File | null): void {
    if (file && this.drawing !== null) this.files = this.files.map((one, i) => i === this.drawing ? file : one);
    this.drawing = null;
  }

  /** Asked of the service where it can tell: it also spots secrets and personal data. */
  private async ask(): Promise<void> {
    const draft = this.draft;
    if (!has('POST', '/feedback/preview') || !draft.title.trim() || !draft.description.trim()) return;
    await api.post<Public>('/feedback/preview', { title: draft.title, description: draft.description }).then(told => { if (draft === this.draft) this.told = told; }, () => {});
  }

  private public(): unknown {
    if (this.draft.category === 'SECURITY') return html`<p class="public">Nothing: security findings are held back from a public repository.</p>`;
    return html`<div class="public"><p class="strong break">${this.told?.title ?? (publicly(this.draft.title) || 'No title yet')}</p><p class="pre">${this.told?.body ?? publicly(this.draft.description)}</p>
      ${this.told?.spotted.length ? html`<p class="bad-text">${this.told.spotted.map(one => `${words(one.kind)} “${one.excerpt}…”`).join(', ')}: it would be held back until somebody consents. Better take it out.</p>` : nothing}
      <p class="small muted">Mentions, issue references and markup are neutralised. Screenshots stay here: the issue only links to them. Session, environment and integration are named.</p></div>`;
  }

  protected override footer(): unknown {
    if (this.drawing !== null || !may('tester') || (this.sessions.data && this.open().length === 0)) return nothing;
    return html`<footer><span class="grow" role="status">${this.busy || this.missing()}</span>
      <button class="btn" type="button" @click=${() => this.close()}>Later</button>
      <button class="btn primary" type="submit" ?disabled=${this.busy !== '' || !this.draft.title.trim() || !this.draft.description.trim() || !this.draft.session}>File it<kbd class="wide" aria-hidden="true">Ctrl ⏎</kbd></button></footer>`;
  }

  /** Why it cannot be filed yet. */
  private missing(): string {
    if (this.filed) return 'It is filed; only files are missing.';
    if (this.draft.title.trim() && !this.draft.description.trim()) return 'Say some more under “Details”, then file it.';
    return 'The draft is kept on this device.';
  }

  protected override submit(): void {
    if (this.busy || this.drawing !== null || !this.draft.title.trim() || !this.draft.description.trim() || !this.draft.session) return;
    void this.file();
  }

  /** Asked again after a lost answer, it is attached once. */
  private keyOf(file: File): string {
    if (!this.uploads.has(file)) this.uploads.set(file, newKey());
    return this.uploads.get(file)!;
  }

  private async file(): Promise<void> {
    this.error = undefined;
    try {
      this.busy = 'Filing …';
      const draft = this.draft;
      this.filed ??= await api.post<Feedback>('/feedback', {
        session_id: draft.session, title: draft.title.trim(), description: draft.description.trim(), category: draft.category, priority: draft.priority,
        ...(draft.endpoint && { endpoint_id: draft.endpoint }), ...(draft.result && { result_id: draft.result }),
      }, { key: this.key });
      remember(this.kept, undefined);
      for (const file of this.files) {
        if (this.uploaded.has(file)) continue;
        this.busy = `Attaching ${file.name} …`;
        await api.upload(`/feedback/${this.filed.id}/attachments`, file, this.keyOf(file));
        this.uploaded.add(file);
      }
      say('Feedback filed', { href: `/feedback/${this.filed.id}`, text: 'Look at it' });
      poke('/feedback', `/sessions/${draft.session}`, '/dashboard');
      this.close();
    } catch (failure) {
      if (failure instanceof ProblemError) this.error = failure;
      else complain(failure);
    } finally {
      this.busy = '';
    }
  }
}
