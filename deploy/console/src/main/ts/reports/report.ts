import { html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { choices, has } from '../lib/capabilities.ts';
import { download } from '../lib/download.ts';
import { bytes, duration, percent, plural, spoken, words } from '../lib/format.ts';
import { Live } from '../lib/live.ts';
import { complain, say } from '../lib/toast.ts';
import type { Gate, IntegrationHealth, Outcome, Participant, Summary, TestStatus } from '../model.ts';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { copy, dot, pill, states, when } from '../ui/parts.ts';
import '../session/sign-off.ts';
import { blameOfClass } from '../session/whose.ts';

interface Test { id: string; endpoint_name: string; test_name: string; status: TestStatus; failure_class: string | null; failure_reason: string | null; duration_ms: number; assertions_passed: number; assertions_total: number; github_issue_number: number | null; github_issue_url: string | null }
interface Evidence {
  session: { id: string; name: string; description: string | null; status: string; environment: string | null; version_under_test: string | null; created_at: string; started_at: string | null; ended_at: string | null; end_reason: string | null; tester_id: string; participants: Participant[] };
  verdict: Outcome; decided: boolean; gates: Gate[]; results: Summary['results']; integrations: IntegrationHealth[]; feedback: Summary['feedback']; tests: Test[];
}
interface ReportDocument { evidence: Evidence; sha256?: string; evidence_sha256?: string; generated_at?: string; [more: string]: unknown }

const SHOWN_TESTS = 200;
const NAMES: Record<string, string> = { junit: 'JUnit', markdown: 'Markdown' };

/** The session's report, from the same evidence as every export of it. */
@customElement('lr-report')
export class ReportPage extends Part {
  @property() session = '';
  @state() private all = false;
  @state() private exporting: { format: string; text: string } | null = null;
  private readonly live = new Live<ReportDocument>(this, () => `/sessions/${this.session}/report?format=json`, 20_000);

  private async export(format: string): Promise<void> {
    this.exporting = { format, text: 'preparing …' };
    try {
      await download(`/sessions/${this.session}/report?format=${format}`, `session-${this.session}.${format === 'markdown' ? 'md' : format === 'junit' ? 'xml' : format === 'ctrf' ? 'ctrf.json' : format}`,
        (received, total) => { this.exporting = { format, text: `${bytes(received)}${total ? ` of ${bytes(total)}` : ''}` }; });
    } catch (failure) {
      complain(failure);
    }
    this.exporting = null;
  }

  protected override render(): unknown {
    const formats = choices('/sessions/{id}/report', 'format');
    return states(this.live, report => {
      const { evidence } = report;
      const hash = report.sha256 ?? report.evidence_sha256;
      return html`<div class="page-head"><div class="grow"><a class="muted small crumb" href="/sessions/${this.session}">Back to the session</a><h1>Report: ${evidence.session.name}</h1></div>
          <div class="row wrap no-print">${(formats.length ? formats : ['html', 'json']).map(format => html`<button class="btn small" ?disabled=${this.exporting !== null} @click=${() => void this.export(format)}>${icon('download')}${NAMES[format] ?? format.toUpperCase()}</button>`)}
            <button class="btn small" @click=${() => print()}>Print</button></div></div>
        ${this.exporting ? html`<p class="notice" role="status">${icon('download')}<span>${NAMES[this.exporting.format] ?? this.exporting.format.toUpperCase()}: ${this.exporting.text}</span></p>` : nothing}
        ${this.verdict(evidence)}
        <div class="columns"><div class="stack">${this.results(evidence)}${this.tests(evidence)}</div>
          <div class="stack">${evidence.session.ended_at && has('GET', '/sessions/{id}/sign-offs') ? html`<lr-sign-off .session=${this.session}></lr-sign-off>` : nothing}${this.identity(evidence, hash)}${this.integrations(evidence)}${this.feedback(evidence)}</div></div>`;
    }, 14);
  }

  private verdict(evidence: Evidence): unknown {
    return html`<section class="card verdict ${evidence.verdict.toLowerCase()} report-verdict"><div class="body stack"><div class="row wrap"><span class="verdict-word">${words(evidence.verdict)}</span>${evidence.decided ? nothing : html`<span class="pill warn">as it stands, not decided yet</span>`}</div>
      <ul class="gates plain-gates">${evidence.gates.map(gate => html`<li class="row top">${dot(gate.outcome)}<span>${spoken(gate.reason)}</span></li>`)}</ul></div></section>`;
  }

  private results(evidence: Evidence): unknown {
    const { by_status: by, total, product, by_failure_class } = evidence.results;
    const looks: [TestStatus, string][] = [['PASSED', 'ok'], ['FAILED', 'bad'], ['ERROR', 'warn'], ['SKIPPED', 'idle']];
    let x = 0;
    return html`<section class="card"><header><h2>Results</h2></header>
      <div class="numbers"><div><span class="big num">${percent(product.pass_rate)}</span><span class="small muted">product tests passed</span></div><div><span class="big num">${total}</span><span class="small muted">results</span></div><div><span class="big num">${product.elsewhere}</span><span class="small muted">failed outside the product</span></div></div>
      ${total ? html`<div class="body col"><svg class="shares" width="100%" height="10" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=${looks.map(([status]) => `${by[status]} ${status.toLowerCase()}`).join(', ')}>${looks.map(([status, look]) => {
        const width = (by[status] / total) * 1000;
        const at = x;
        x += width;
        return width ? svg`<rect class=${look} x=${at} width=${width} height="10"></rect>` : nothing;
      })}</svg><p class="row wrap small">${looks.map(([status]) => html`<span class="nowrap">${dot(status)} ${by[status]} ${status.toLowerCase()}</span>`)}</p>
      ${Object.entries(by_failure_class).some(([, n]) => n > 0) ? html`<ul class="col small">${Object.entries(by_failure_class).filter(([, n]) => n > 0).map(([name, n]) => html`<li>${n} × ${words(name)}: ${blameOfClass(name)?.text}</li>`)}</ul>` : nothing}</div>` : nothing}</section>`;
  }

  private tests(evidence: Evidence): unknown {
    const rank = (one: Test): number => ['FAILED', 'ERROR', 'PASSED', 'SKIPPED'].indexOf(one.status);
    const sorted = [...evidence.tests].sort((a, b) => rank(a) - rank(b));
    const shown = this.all ? sorted : sorted.slice(0, SHOWN_TESTS);
    return html`<section class="card"><header><h2>Tests</h2></header><div class="scroll-x" tabindex="0" role="region" aria-label="Tests"><table class="stacks"><thead><tr><th>Test</th><th>Result</th><th>Why</th><th class="num">Held</th><th class="num">Time</th></tr></thead><tbody>
      ${shown.map(one => html`<tr><td class="nowrap"><a href="/sessions/${this.session}/results/${one.id}">${one.test_name}</a><br><span class="muted small">${one.endpoint_name}</span></td><td>${pill(one.status)}</td>
        <td class="whole">${one.failure_class ? words(one.failure_class) : ''}${one.failure_reason ? html`<br><span class="muted small">${one.failure_reason}</span>` : nothing}${one.github_issue_number ? html` <a class="tag" href=${one.github_issue_url ?? '#'} target="_blank" rel="noopener noreferrer">#${one.github_issue_number}</a>` : nothing}</td>
        <td class="num nowrap" data-label="Held">${one.assertions_passed} of ${one.assertions_total}</td><td class="num nowrap" data-label="Took">${duration(one.duration_ms)}</td></tr>`)}</tbody></table></div>
      ${shown.length < sorted.length ? html`<p class="pad"><button class="btn small" @click=${() => { this.all = true; }}>Show all ${sorted.length}</button></p>` : nothing}</section>`;
  }

  private identity({ session }: Evidence, hash: string | undefined): unknown {
    return html`<section class="card"><header><h2>Session</h2>${pill(session.status)}</header><div class="body"><dl class="facts small">
      ${session.environment ? html`<dt>Environment</dt><dd>${session.environment}</dd>` : nothing}${session.version_under_test ? html`<dt>Version</dt><dd><code>${session.version_under_test}</code></dd>` : nothing}
      <dt>Tester</dt><dd>${session.tester_id}</dd>${session.participants.length > 1 ? html`<dt>With</dt><dd>${session.participants.filter(one => one.subject !== session.tester_id).map(one => `${one.subject} (${one.role.toLowerCase()})`).join(', ')}</dd>` : nothing}
      ${session.started_at ? html`<dt>Started</dt><dd>${when(session.started_at)}</dd>` : nothing}${session.ended_at ? html`<dt>Ended</dt><dd>${when(session.ended_at)}</dd><dt>Took</dt><dd>${duration(Date.parse(session.ended_at) - Date.parse(session.started_at ?? session.created_at))}</dd>` : nothing}
      ${session.end_reason ? html`<dt>Said at the end</dt><dd>${session.end_reason}</dd>` : nothing}
      ${hash ? html`<dt>Evidence</dt><dd><code>${hash.slice(0, 16)}…</code> <button class="btn small" @click=${() => void copy(hash).then(() => say('SHA-256 copied'))}>${icon('copy')}SHA-256</button></dd>` : nothing}</dl></div></section>`;
  }

  private integrations(evidence: Evidence): unknown {
    return html`<section class="card"><header><h2>Integrations</h2></header><div class="scroll-x" tabindex="0" role="region" aria-label="Integrations"><table><thead><tr><th>Name</th><th class="num">Uptime</th><th class="num">p50</th><th class="num">p95</th></tr></thead><tbody>
      ${evidence.integrations.map(one => html`<tr><td>${one.name}${one.required ? nothing : html` <span class="tag">optional</span>`}<br><span class="muted small">${plural(one.checks.total, 'check')}</span></td><td class="num nowrap">${percent(one.uptime)}</td><td class="num nowrap">${duration(one.response_time_ms?.p50)}</td><td class="num nowrap">${duration(one.response_time_ms?.p95)}</td></tr>`)}</tbody></table></div></section>`;
  }

  private feedback(evidence: Evidence): unknown {
    const { items, open, total } = evidence.feedback;
    if (total === 0) return nothing;
    return html`<section class="card"><header><h2>Feedback</h2><span class="small muted pad-r">${open} of ${total} open</span></header><ul class="found">${items.map(one => html`<li class="row">${dot(one.priority)}<a class="grow" href="/feedback/${one.id}">${one.title}</a>${one.github ? html`<a class="tag" href=${one.github.url ?? '#'} target="_blank" rel="noopener noreferrer">#${one.github.number}</a>` : nothing}${pill(one.status)}</li>`)}</ul></section>`;
  }
}
