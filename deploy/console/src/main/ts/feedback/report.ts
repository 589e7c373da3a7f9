import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { api } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { bytes, show, words } from '../lib/format.ts';
import { Edited } from '../lib/edited.ts';
import { assume, know, Live, poke } from '../lib/live.ts';
import { current } from '../lib/me.ts';
import { mayHandle } from '../lib/participation.ts';
import { go } from '../lib/router.ts';
import { attempt } from '../lib/toast.ts';
import { FEEDBACK_STATES, PRIORITIES, type Attachment, type Board, type Feedback, type Session } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { meanwhile } from '../ui/meanwhile.ts';
import { dot, modeBadge, pill, since, states, when } from '../ui/parts.ts';
import { changeReport } from './changing.ts';
import './conversation.ts';
import './github.ts';
import './picture.ts';
import { inSession } from './whereabouts.ts';

type Draft = Edited<{ title: string; description: string }>;

/** What is being edited, of each report: whoever looks at something else in between finds it again. */
const drafts = new Map<string, Draft>();

const IMAGE = /^image\/(png|jpeg|gif|webp)$/;

/** What is gone has no link, only its name if that is known. */
function link(address: string | null, name: string | undefined): unknown {
  return address ? html`<a href=${address}>${name ?? 'Open it'}</a>` : name ?? 'gone with its session';
}

/** One report: what was found, how far it is, what was going on, and its GitHub issue. */
@customElement('lr-report-detail')
export class ReportDetail extends Part {
  @property() report = '';
  @state() private saving = false;
  @state() private seen = new Map<string, Blob>();
  private readonly live = new Live<Feedback>(this, () => `/feedback/${this.report}`, 4_000);
  private readonly files = new Live<{ items: Attachment[] }>(this, () => `/feedback/${this.report}/attachments`, 10_000);

  private readonly session_ = new Live<Session>(this, () => this.live.data && !this.live.data.session_purged ? `/sessions/${this.live.data.session_id}` : null, 60_000);
  private readonly board = new Live<Board>(this, () => this.live.data?.endpoint_id ? '/health-board?limit=1000' : null, 60_000);

  private async change(one: Feedback, change: Partial<Feedback>): Promise<void> {
    const address = `/feedback/${one.id}`;
    await assume<Feedback>(address, before => ({ ...before, ...change }), () => attempt(() => changeReport(one, change)));
    poke('/feedback', '/dashboard', `/sessions/${one.session_id}`);
  }

  private edit(one: Feedback): void {
    drafts.set(one.id, new Edited({ title: one.title, description: one.description }));
    this.requestUpdate();
  }

  private leave(one: Feedback): void {
    drafts.delete(one.id);
    this.requestUpdate();
  }

  private async save(one: Feedback, draft: Draft): Promise<void> {
    this.saving = true;
    const sent = draft.changes;
    const kept = await attempt(async () => {
      const address = `/feedback/${one.id}`;
      know(address, await changeReport(one, sent));
    });
    this.saving = false;
    // Whoever went on writing meanwhile has something to save again.
    if (kept) draft.saved(sent);
    if (kept && Object.keys(draft.changes).length === 0) this.leave(one);
    poke('/feedback', '/dashboard');
  }

  protected override willUpdate(): void {
    const one = this.live.data;
    if (one && !this.saving) drafts.get(one.id)?.follow({ title: one.title, description: one.description });
  }

  protected override render(): unknown {
    return html`<aside class="card detail" aria-label="Report">${states(this.live, one => this.detail(one, drafts.get(one.id)), 8)}</aside>`;
  }

  private detail(one: Feedback, draft: Draft | undefined): unknown {
    const mine = mayHandle(one, this.session_.data);
    return html`<header><h2 class="hush">Report</h2>${pill(one.status)}${dot(one.priority)}<span class="muted small">${words(one.priority)}</span><span class="grow"></span>
        ${mine && !draft ? html`<button class="btn small ghost" @click=${() => this.edit(one)}>Edit</button>` : nothing}
        <button class="btn ghost icon small" aria-label="Close the report" @click=${() => go(`/feedback${location.search}`)}>${icon('close')}</button></header>
      <div class="body stack">
        ${draft ? this.editor(one, draft) : html`<h3 class="report-title break">${one.title}</h3><p class="pre">${one.description}</p>`}
        ${mine ? this.moves(one) : nothing}
        ${this.attachments(one)}
        ${keyed(one.id, html`<lr-github .report=${one} .mine=${mine}></lr-github>`)}
        ${has('GET', '/feedback/{id}/comments') ? html`<lr-conversation .report=${one.id} .mine=${mine}></lr-conversation>` : nothing}
        <dl class="facts small"><dt>Category</dt><dd>${one.category === 'UX' ? 'UX' : words(one.category)}</dd><dt>Reported</dt><dd>${when(one.reported_at)} by ${one.reported_by}</dd>
          ${one.due_at && !one.resolved_at ? html`<dt>Due</dt><dd>${when(one.due_at)}${one.overdue ? html` <span class="pill bad">overdue</span>` : nothing}</dd>` : nothing}
          ${one.assignee !== undefined ? html`<dt>Assigned to</dt><dd>${one.assignee || 'nobody'}${mine && one.assignee !== current().subject ? html` <button class="btn small" @click=${() => void this.change(one, { assignee: current().subject })}>Take it</button>` : nothing}</dd>` : nothing}
          ${one.resolved_at ? html`<dt>Resolved</dt><dd>${when(one.resolved_at)}</dd>` : nothing}
          <dt>Session</dt><dd>${this.session(one)}</dd>
          ${one.endpoint_id ? html`<dt>Integration</dt><dd><a href="/integrations/${one.endpoint_id}">${this.board.data?.items.find(other => other.id === one.endpoint_id)?.name ?? 'Open it'}</a></dd>` : nothing}
          ${one.result_id ? html`<dt>Test result</dt><dd>${link(inSession(one, one.result_id), ((one.evidence?.['results'] ?? []) as Record<string, string>[]).find(other => other['result_id'] === one.result_id)?.['test_name'])}</dd>` : nothing}</dl>
        ${this.evidence(one)}
      </div>`;
  }

  private session(one: Feedback): unknown {
    const name = one.evidence?.['session_name'];
    return one.session_purged ? html`${name ? html`${show(name)}<br>` : nothing}<span class="muted">It was purged. What was going on is kept here.</span>` : link(inSession(one), name && show(name));
  }

  private editor(one: Feedback, draft: Draft): unknown {
    const type = (values: Partial<Draft['values']>): void => {
      draft.set(values);
      this.requestUpdate();
    };
    const title = draft.values.title.trim();
    const complete = Boolean(title && draft.values.description.trim());
    const save = (): void => {
      draft.set({ title, description: draft.values.description.trim() });
      if (Object.keys(draft.changes).length) void this.save(one, draft);
      else this.leave(one);
    };
    return html`<form class="col" @submit=${(event: Event) => { event.preventDefault(); save(); }}>
      ${meanwhile(draft, { title: 'The title', description: 'The text' }, () => this.requestUpdate())}
      <div class="field"><label for="e-title">Title</label><input id="e-title" type="text" maxlength="200" .value=${draft.values.title} @input=${(event: Event) => type({ title: (event.target as HTMLInputElement).value })}></div>
      <div class="field"><label for="e-text">Details</label><textarea id="e-text" rows="8" maxlength="20000" .value=${draft.values.description} @input=${(event: Event) => type({ description: (event.target as HTMLTextAreaElement).value })}></textarea></div>
      <div class="row"><button class="btn primary small" type="submit" ?disabled=${this.saving || !complete || !draft.settled}>Save</button><button class="btn small" type="button" @click=${() => this.leave(one)}>Cancel</button></div></form>`;
  }

  private moves(one: Feedback): unknown {
    const choice = (name: 'status' | 'priority', values: string[]): unknown => html`<div class="field"><label for="m-${name}">${name === 'status' ? 'State' : 'Priority'}</label>
      <select id="m-${name}" @change=${(event: Event) => void this.change(one, { [name]: (event.target as HTMLSelectElement).value } as Partial<Feedback>)}>
        ${values.map(value => html`<option value=${value} .selected=${value === one[name]}>${words(value)}</option>`)}</select></div>`;
    return html`<div class="two">${choice('status', FEEDBACK_STATES)}${choice('priority', PRIORITIES)}</div>`;
  }

  private attachments(one: Feedback): unknown {
    const files = this.files.data?.items ?? [];
    if (files.length === 0) return nothing;
    return html`<div class="col"><h3>Files</h3><div class="thumbs">${files.map(file => {
      const address = `/feedback/${one.id}/attachments/${file.id}`;
      const blob = this.seen.get(file.id);
      if (!blob && IMAGE.test(file.content_type) && file.file_size < 8_000_000) void this.look(file.id, address);
      return html`<a class="thumb" href="/api/v1${address}" download=${file.filename} title="Download ${file.filename}">
        ${blob ? html`<lr-thumb .file=${blob} .label=${file.filename}></lr-thumb>` : html`<span class="file">${icon('download')}</span>`}
        <span class="small ellipsis">${file.filename}</span><span class="small muted num">${bytes(file.file_size)}</span></a>`;
    })}</div></div>`;
  }

  private async look(id: string, address: string): Promise<void> {
    if (this.seen.has(id)) return;
    this.seen.set(id, new Blob());
    try {
      this.seen = new Map(this.seen).set(id, await api.blob(address));
    } catch {
      // It can still be downloaded.
    }
  }

  private evidence(one: Feedback): unknown {
    const evidence = one.evidence;
    if (!evidence) return nothing;
    const results = (evidence['results'] ?? []) as Record<string, string>[];
    const health = (evidence['health'] ?? []) as Record<string, string>[];
    return html`<details><summary>What was going on when it was filed</summary><div class="col small">
      <p class="row wrap">${modeBadge(false)}${evidence['environment'] ? html`<span class="tag">${evidence['environment']}</span>` : nothing}${evidence['version'] ? html`<span class="tag mono">${evidence['version']}</span>` : nothing}</p>
      ${health.length ? html`<p class="row wrap">${health.map(state => html`<span class="nowrap">${dot(state['status'])} ${state['endpoint']}</span>`)}</p>` : nothing}
      <ul class="col">${results.map(result => html`<li class="row">${dot(result['status'])}<span class="grow ellipsis">${link(inSession(one, result['result_id']), `${result['test_name']} on ${result['endpoint']}`)}</span>${since(result['completed_at'])}</li>`)}</ul></div></details>`;
  }
}
