import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, newKey, ProblemError } from '../lib/api.ts';
import { has } from '../lib/capabilities.ts';
import { plural, words } from '../lib/format.ts';
import { Edited } from '../lib/edited.ts';
import { know, Live, poke } from '../lib/live.ts';
import { current, may } from '../lib/me.ts';
import { remember, remembered } from '../lib/prefs.ts';
import { go, here } from '../lib/router.ts';
import { say } from '../lib/toast.ts';
import type { Workflow } from '../model.ts';
import { stepsOf } from '../session/plan.ts';
import { Part } from '../ui/element.ts';
import { meanwhile } from '../ui/meanwhile.ts';
import { kindTag, problem, skeleton, when } from '../ui/parts.ts';
import type { Schema } from './completion.ts';
import type { Editor, Finding } from './editor.ts';
import './editor.ts';

const TEMPLATE = `liverun: 1
name: my-check
title: What it proves
integration: wallet

steps:
  - name: it answers
    request: {method: GET, url: /v1/health}
    assert:
      - status: 200
      - {jsonpath: $.status, equals: ok}
`;

type Draft = Edited<{ document: string }>;

@customElement('lr-workflow')
export class WorkflowPage extends Part {
  @property() workflow = '';
  @state() private draft: Draft | undefined;
  @state() private findings: Finding[] = [];
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  @state() private importing = false;
  @state() private dry = false;
  private readonly live = new Live<Workflow>(this, () => this.workflow === 'new' ? null : `/workflows/${this.workflow}`, Infinity);
  /** The workflow that a new one begins as a copy of. */
  private readonly like = here().query.get('like');
  private readonly model = new Live<Workflow>(this, () => this.workflow === 'new' && this.like ? `/workflows/${this.like}` : null, Infinity);
  private readonly schema = new Live<Schema>(this, () => '/workflows/schema', Infinity);
  private key = newKey();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.workflow === 'new' && !this.like) this.draft = this.begun(TEMPLATE);
    if (here().query.get('from') === 'import') void this.import();
  }

  private async import(): Promise<void> {
    await import('./import.ts');
    this.importing = true;
  }

  private async dryRun(): Promise<void> {
    await import('./dry-run.ts');
    this.findings = [];
    this.dry = true;
  }

  protected override willUpdate(): void {
    const model = this.model.data;
    if (model) this.draft ??= this.begun(model.document.replace(/^name: *(.*)$/m, 'name: $1-copy'));
    const one = this.live.data;
    if (!one || this.busy) return;
    this.draft ??= this.begun(one.document);
    this.draft.follow({ document: one.document });
  }

  /** What was written here before and not saved, or {@code document} as it is. */
  private begun(document: string): Draft {
    const kept = remembered<{ from: string; to: string } | undefined>(this.kept, undefined);
    return new Edited({ document: kept?.from ?? document }, kept && { document: kept.to });
  }

  private get kept(): string {
    return `draft-workflow-${this.workflow}${this.like ?? ''}`;
  }

  private write(text: string): void {
    const draft = this.draft!;
    draft.set({ document: text });
    this.key = newKey();
    this.keep(draft);
  }

  private keep(draft: Draft): void {
    const { document } = draft.changes;
    remember(this.kept, document === undefined ? undefined : { from: draft.agreed.document, to: document });
    this.requestUpdate();
  }

  private async save(draft: Draft): Promise<void> {
    const one = this.live.data;
    const text = draft.values;
    this.busy = true;
    this.error = undefined;
    this.findings = [];
    try {
      const saved = one
        ? await api.put<Workflow>(`/workflows/${one.id}`, text, one.version)
        : await api.post<Workflow>('/workflows', text, { key: this.key });
      // Whoever went on typing meanwhile has something to save again.
      draft.saved(text);
      if (one) know(`/workflows/${one.id}`, saved);
      say('Workflow saved');
      remember(this.kept, undefined);
      poke('/workflows');
      const longer = draft.values.document;
      if (!one && longer !== text.document) remember(`draft-workflow-${saved.id}`, { from: text.document, to: longer });
      if (!one) go(`/workflows/${saved.id}`, true);
    } catch (failure) {
      if (failure instanceof ProblemError) {
        const told = failure.problem['findings'];
        if (Array.isArray(told) && told.length) this.findings = told as Finding[];
        else this.error = failure;
        if (one) poke(`/workflows/${one.id}`);
      }
    } finally {
      this.busy = false;
    }
  }

  protected override shortcuts() {
    return may('tester') ? [
      { keys: 'e', does: 'Edit the workflow', run: () => this.querySelector('textarea')?.focus() },
      ...(has('POST', '/workflows/preview') ? [{ keys: 'd', does: 'Dry run: what would be sent', run: () => void this.dryRun() }] : []),
    ] : [];
  }

  protected override render(): unknown {
    const missing = this.draft ? undefined : this.live.error ?? this.model.error;
    if (missing) return problem(missing, () => { this.live.reload(); this.model.reload(); });
    // What was written stays, though what it was written into is gone.
    const gone = this.workflow !== 'new' && !this.live.data ? this.live.error : undefined;
    const { draft } = this;
    if (!draft) return skeleton(12);
    const one = this.live.data;
    const text = draft.values.document;
    const mayEdit = may('tester') && (!one || (one.origin !== 'CATALOGUE' && (may('operator') || one.created_by === current().subject)));
    const savable = !this.busy && !gone && draft.settled && (!one || text !== one.document);
    return html`<div class="page-head"><div class="grow"><a class="muted small crumb" href="/workflows">Workflows</a><div class="row wrap"><h1>${one?.title ?? one?.name ?? 'New workflow'}</h1>
          ${one ? html`${kindTag(one.kind)}<span class="tag">${words(one.origin)}</span>` : nothing}</div></div>
        ${may('tester') && has('POST', '/workflows/preview') ? html`<button class="btn" title="Shows exactly what would be sent (d)" @click=${() => void this.dryRun()}>Dry run<kbd class="wide" aria-hidden="true">d</kbd></button>` : nothing}
        ${one && may('tester') ? html`<a class="btn" href="/workflows/new?like=${one.id}">Make a copy</a>` : nothing}
        ${mayEdit ? html`<button class="btn" @click=${() => void this.import()}>Import</button>
          ${one ? html`<button class="btn" ?disabled=${text === one.document} @click=${() => { this.draft = new Edited({ document: one.document }); this.keep(this.draft); this.findings = []; }}>Discard changes</button>` : nothing}
          <button class="btn primary" ?disabled=${!savable} @click=${() => void this.save(draft)}>Check and save<kbd class="wide" aria-hidden="true">Ctrl ⏎</kbd></button>` : nothing}</div>
      ${one?.description ? html`<p class="page-sub">${one.description}</p>` : nothing}
      <div class="columns"><div class="stack">
        ${problem(gone ?? this.error)}${meanwhile(draft, { document: 'The workflow' }, () => this.keep(draft))}
        <lr-editor .text=${text} .schema=${this.schema.data} .findings=${this.findings} .readonly=${!mayEdit} @lr-text=${(event: CustomEvent<string>) => this.write(event.detail)}
          @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && mayEdit && savable) { event.preventDefault(); void this.save(draft); } }}></lr-editor>
        ${this.findings.length ? html`<section class="card" role="alert"><header><h2 class="bad-text">${plural(this.findings.length, 'thing')} to correct</h2></header><ul class="findings">
          ${this.findings.map(finding => html`<li><button @click=${() => this.querySelector<Editor>('lr-editor')!.show(finding.line, finding.column)}>Line ${finding.line}</button> ${finding.path ? html`<code>${finding.path}</code> ` : nothing}${finding.message}</li>`)}</ul></section>` : nothing}
        ${one && !mayEdit && may('tester') ? html`<p class="small muted">${one.origin === 'CATALOGUE' ? 'It comes with Liverun and stays as it is.' : `Only ${one.created_by} or an operator may change it.`} Make a copy to change it.</p>` : nothing}
        <p class="small muted">Ctrl Space completes by the published schema. Saving checks the whole document and sends nothing to any service.</p></div>
        <div class="stack"><section class="card"><header><h2>Steps</h2></header><ol class="steps">${stepsOf(text).map(step => html`<li class="row">${kindTag(step.kind)}<span class="grow">${step.name}${step.undo ? html`<span class="muted small"> · is undone</span>` : nothing}</span><code class="ellipsis">${step.method}</code></li>`)}</ol></section>
          ${one ? html`<section class="card"><header><h2>About</h2></header><div class="body"><dl class="facts small"><dt>Name</dt><dd><code>${one.name}</code></dd><dt>Integration</dt><dd>${one.integration ?? 'any'}</dd><dt>By</dt><dd>${one.created_by}</dd><dt>Changed</dt><dd>${when(one.updated_at)}</dd></dl></div></section>` : nothing}</div></div>
      ${this.dry ? html`<lr-dry-run .text=${text} @lr-close=${() => { this.dry = false; }} @lr-findings=${(event: CustomEvent<Finding[]>) => { this.findings = event.detail; }}></lr-dry-run>` : nothing}
      ${this.importing ? html`<lr-workflow-import @lr-close=${() => { this.importing = false; }} @lr-imported=${(event: CustomEvent<string>) => this.write(event.detail)}></lr-workflow-import>` : nothing}`;
  }
}
