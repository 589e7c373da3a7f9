import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent, plural, spoken, words } from '../lib/format.ts';
import type { Gate, Session, Summary } from '../model.ts';
import { Part } from '../ui/element.ts';
import { dot, pill, skeleton } from '../ui/parts.ts';

const MARK: Record<Gate['outcome'], string> = { PASSED: 'PASSED', FAILED: 'FAILED', INCONCLUSIVE: 'INCONCLUSIVE' };

/** Ready or not, and why: what stakeholders will ask. */
@customElement('lr-verdict')
export class VerdictCard extends Part {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) summary: Summary | undefined;

  protected override render(): unknown {
    const summary = this.summary;
    if (!summary) return html`<section class="card part-verdict">${skeleton(3)}</section>`;
    const { results, feedback } = summary;
    return html`<section class="card part-verdict verdict ${summary.verdict.toLowerCase()}"><header><h2>${summary.decided ? 'Verdict' : 'Verdict, as it stands'}</h2>${pill(summary.verdict)}</header>
      <div class="numbers">
        <div><span class="big num">${percent(results.product.pass_rate)}</span><span class="small muted">product tests passed</span></div>
        <div><span class="big num">${results.total}</span><span class="small muted">${results.total === 1 ? 'result' : 'results'}${results.product.elsewhere ? `, ${results.product.elsewhere} outside` : ''}</span></div>
        <div><a class="big num" href="/feedback?session_id=${this.session.id}">${feedback.open}</a><span class="small muted">open of ${plural(feedback.total, 'report')}</span></div>
      </div>
      <ul class="gates">${summary.gates.map(gate => html`<li class="row top">${dot(MARK[gate.outcome])}<span class="grow"><span class="hush">${words(gate.name)}: </span>${spoken(gate.reason)}</span></li>`)}</ul>
      ${feedback.items.length ? html`<ul class="found">${feedback.items.slice(0, 5).map(one => html`<li class="row">${dot(one.priority)}<a class="grow ellipsis" href="/feedback/${one.id}">${one.title}</a>
        ${one.github ? html`<a class="tag" href=${one.github.url ?? '#'} target="_blank" rel="noopener noreferrer">#${one.github.number}</a>` : nothing}${pill(one.status)}</li>`)}</ul>` : nothing}
    </section>`;
  }
}
