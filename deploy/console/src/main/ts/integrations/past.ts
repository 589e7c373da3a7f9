import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { download } from '../lib/download.ts';
import { number, plural, time, utc, words } from '../lib/format.ts';
import { Live } from '../lib/live.ts';
import { attempt } from '../lib/toast.ts';
import type { HealthStatus, Page } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { pill, states } from '../ui/parts.ts';
import { blame } from '../session/whose.ts';

interface Transition { sequence: number; from: HealthStatus | null; to: HealthStatus; reason: string; phase: string | null; attempts: number; message: string | null; threshold: { checks: number; of: number }; at: string }
interface Section { id: string; from?: string; to?: string; checks?: number; count?: number; [more: string]: unknown }

/** How an integration's health changed, and the checks that were put away. */
@customElement('lr-past')
export class Past extends Part {
  @property() endpoint = '';
  private readonly transitions = new Live<Page<Transition>>(this, () => `/integrations/${this.endpoint}/health/transitions?limit=20`, 8_000);
  private readonly archive = new Live<Page<Section>>(this, () => `/integrations/${this.endpoint}/health/archive?limit=20`, 60_000);

  protected override render(): unknown {
    const sections = this.archive.data?.items ?? [];
    return html`<section class="card"><header><h2>Changes of health</h2></header>${states(this.transitions, page => page.items.length === 0 ? html`<p class="pad muted">None yet.</p>` : html`<div class="scroll-x" tabindex="0" role="region" aria-label="Changes of health"><table class="stacks"><thead><tr><th>When</th><th>From</th><th>To</th><th>Why</th></tr></thead><tbody>
      ${page.items.map(one => html`<tr><td class="nowrap whole" title=${utc(one.at)}>${time(one.at)}</td><td>${one.from ? pill(one.from) : '–'}</td><td>${pill(one.to)}</td><td class="whole">${blame(one.reason).text}${one.phase ? ` while ${words(one.phase).toLowerCase()}` : ''}<br><span class="muted small">${one.threshold.checks} of ${one.threshold.of} checks, ${plural(one.attempts, 'attempt')}${one.message ? html` · <span class="break">${one.message}</span>` : nothing}</span></td></tr>`)}</tbody></table></div>`, 3)}</section>
      ${sections.length ? html`<section class="card"><header><h2>Archive</h2></header><ul class="found">${sections.map(one => html`<li class="row"><span class="grow">${one.from ? time(one.from) : ''}${one.to ? ` – ${time(one.to)}` : ''}</span><span class="muted small">${number(one.checks ?? one.count ?? 0)} checks</span>
        <button class="btn small" @click=${() => void attempt(() => download(`/integrations/${this.endpoint}/health/archive/${one.id}`, `checks-${one.id}.jsonl`, () => {}))}>${icon('download')}JSON lines</button></li>`)}</ul></section>` : nothing}`;
  }
}
