import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { words } from '../lib/format.ts';
import type { Shortcut } from '../lib/keys.ts';
import { may } from '../lib/me.ts';
import { Pager } from '../lib/pager.ts';
import { Addressed, go, here, setQuery } from '../lib/router.ts';
import type { Workflow } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { empty, kindTag, rowHeight, since, states } from '../ui/parts.ts';
import { listKeys } from '../ui/virtual.ts';
import { stepsOf } from '../session/plan.ts';
import '../ui/virtual.ts';

@customElement('lr-workflows')
export class Workflows extends Part {
  protected readonly addressed = new Addressed(this);
  private readonly workflows = new Pager<Workflow>(this, () => '/workflows', 20_000);

  protected override shortcuts(): Shortcut[] {
    return [...(may('tester') ? [{ keys: 'n', does: 'New workflow', run: () => go('/workflows/new') }] : []), ...listKeys(this)];
  }

  protected override render(): unknown {
    const q = (here().query.get('q') ?? '').toLowerCase();
    return html`<div class="page-head"><h1>Workflows</h1>
        <div class="search">${icon('search')}<input type="search" placeholder="Name or integration" aria-label="Search workflows" .value=${here().query.get('q') ?? ''} @input=${(event: Event) => setQuery({ q: (event.target as HTMLInputElement).value })}></div>
        ${may('tester') ? html`<a class="btn" href="/workflows/new?from=import">Import</a><a class="btn primary" href="/workflows/new">${icon('plus')}New workflow</a>` : nothing}</div>
      ${states(this.workflows, list => {
        const found = list.filter(one => !q || `${one.name} ${one.title ?? ''} ${one.integration ?? ''}`.toLowerCase().includes(q));
        return found.length === 0
          ? empty('workflows', q ? 'No workflow matches' : 'No workflows yet', 'A workflow is a test in YAML: steps with requests, what is kept of the answers, and what must hold. The editor completes and explains it.',
            may('tester') ? html`<a class="btn primary" href="/workflows/new">Write the first</a>` : nothing)
          : html`<div class="card flush"><lr-list label="Workflows" .items=${found} .rowHeight=${rowHeight(60)} .key=${(one: Workflow) => one.id} .row=${row} .more=${this.workflows.complete ? undefined : this.workflows.more}></lr-list></div>`;
      })}`;
  }
}

const row = (one: Workflow): unknown => html`<a class="line" href="/workflows/${one.id}">
  <span class="grow"><span class="title ellipsis">${one.title ?? one.name}</span><span class="sub ellipsis"><span class="mono">${one.name}</span>${one.description ? ` · ${one.description}` : ''}</span></span>
  ${kindTag(one.kind)}<span class="tag wide">${one.integration ?? 'any'}</span><span class="muted small num wide nowrap">${stepsOf(one.document).length} steps</span>
  <span class="tag wide">${words(one.origin)}</span><span class="muted small age">${since(one.updated_at)}</span></a>`;
