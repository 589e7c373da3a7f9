import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { compose } from '../lib/compose.ts';
import { Live } from '../lib/live.ts';
import { duration, moment, plural, pretty, show, utc, words } from '../lib/format.ts';
import { say } from '../lib/toast.ts';
import type { Assertion, Result, Session, Step } from '../model.ts';
import { may } from '../lib/me.ts';
import { mayNote } from '../lib/participation.ts';
import { DialogPart } from '../ui/dialog.ts';
import { icon } from '../ui/icons.ts';
import { copy, kindTag, modeBadge, pill, states, unsentBadge } from '../ui/parts.ts';
import { curlOf, isRedacted } from './curl.ts';
import { blameOfClass } from './whose.ts';

/** What one test sent, what came back, and where the two differ from what was expected. */
@customElement('lr-result')
export class ResultSheet extends DialogPart {
  @property({ attribute: false }) session!: Session;
  @property() result = '';
  @state() private step = '';
  private readonly live = new Live<Result>(this, () => this.result ? `/results/${this.result}` : null, () => 5_000);

  protected heading(): string {
    const result = this.live.data;
    return result ? `${result.test_name} on ${result.endpoint_name}` : 'Result';
  }

  protected override look(): string {
    return 'side-sheet';
  }

  protected override tools(): unknown {
    const result = this.live.data;
    if (!result) return nothing;
    return html`${pill(result.status ?? 'RUNNING')}${wasSent(result) || result.dry_run ? modeBadge(result.dry_run === true) : unsentBadge}
      ${this.mayReport ? html`<button class="btn small" type="button" @click=${() => this.report(result)}>${icon('feedback')}Report<kbd class="wide" aria-hidden="true">f</kbd></button>` : nothing}`;
  }

  private get mayReport(): boolean {
    return may('tester') && mayNote(this.session);
  }

  private report(result: Result): void {
    compose({ session: result.session_id, result: result.id, endpoint: result.endpoint_id });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', event => {
      if (event.key === 'f' && !/^(input|textarea|select)$/i.test((event.target as HTMLElement).tagName) && !event.ctrlKey && !event.metaKey && this.live.data && this.mayReport) {
        event.preventDefault();
        this.report(this.live.data);
      }
    });
  }

  protected content(): unknown {
    return states(this.live, result => html`${this.why(result)}${this.assertions(result)}${this.traffic(result)}${this.about(result)}`, 10);
  }

  private why(result: Result): unknown {
    const cause = blameOfClass(result.failure_class);
    if (!cause && !result.error_details) return nothing;
    return html`<div class="card why"><div class="body col">
      ${cause ? html`<p class="row wrap"><span class="pill ${cause.whose === 'theirs' ? 'odd' : 'bad'}">${words(result.failure_class!)}</span><span class="strong">${cause.text}</span>
        <span class="whose">${{ ours: 'ours', theirs: 'theirs', shared: 'in between', none: '' }[cause.whose]}</span></p>` : nothing}
      ${result.error_details ? html`<p class="break">${result.error_details}</p>` : nothing}
      ${result.failure_evidence ? html`<details><summary>Evidence</summary><pre class="code" tabindex="0">${JSON.stringify(result.failure_evidence, null, 2)}</pre></details>` : nothing}
      ${result.known_issue ? html`<p>Known: <a href="/feedback/${result.known_issue.feedback_id}">${result.known_issue.title}</a> ${pill(result.known_issue.status)}
        ${result.known_issue.github_issue_number ? html`<a href=${result.known_issue.github_issue_url ?? '#'} target="_blank" rel="noopener noreferrer">#${result.known_issue.github_issue_number}</a>` : nothing}</p>` : nothing}
    </div></div>`;
  }

  private assertions(result: Result): unknown {
    const all = result.assertions ?? [];
    const failed = all.filter(one => !one.passed);
    const passed = all.filter(one => one.passed);
    return html`<section class="col"><h3>${failed.length ? `${plural(failed.length, 'assertion')} did not hold` : all.length ? `All ${plural(all.length, 'assertion')} held` : 'No assertions'}</h3>
      ${failed.map(one => difference(one))}
      ${passed.length ? html`<details ?open=${failed.length === 0 && passed.length <= 6}><summary>${passed.length} held</summary><ul class="held">${passed.map(one => html`<li class="row"><span class="dot ok" aria-hidden="true">✓</span><span class="break">${one.name}</span></li>`)}</ul></details>` : nothing}
    </section>`;
  }

  private traffic(result: Result): unknown {
    const sent = result.request_data?.steps ?? [];
    const received = new Map((result.response_data?.steps ?? []).map(step => [step.name, step]));
    if (sent.length === 0) return nothing;
    return html`<section class="col"><h3>Sent and received</h3>${sent.map((step, i) => {
      const answer = received.get(step.name);
      const open = this.step === step.name;
      return html`<div class="card step ${answer?.left_out ? 'left' : ''}">
        <button type="button" class="step-head" aria-expanded=${open ? 'true' : 'false'} @click=${() => { this.step = open ? '' : step.name; }}>
          <span class="muted num">${i + 1}</span>${step.kind ? kindTag(step.kind) : nothing}<span class="grow ellipsis">${step.name}</span>
          ${answer?.left_out ? html`<span class="pill">not sent</span>` : nothing}
          ${answer?.status ? html`<span class="pill ${answer.status < 400 ? 'ok' : 'bad'} num">${answer.status}</span>` : nothing}
          ${answer?.timings ? html`<span class="muted small num">${duration(answer.timings.total_us / 1000)}</span>` : nothing}</button>
        ${open ? this.exchange(step, answer) : nothing}</div>`;
    })}</section>`;
  }

  private exchange(sent: Step, received: Step | undefined): unknown {
    if (received?.left_out) return html`<div class="body"><p>Left out: ${received.left_out}.</p></div>`;
    const command = curlOf(sent, received);
    return html`<div class="body stack">
      <div class="col"><div class="row between"><h4>Request</h4><button class="btn small" type="button" @click=${() => void copy(command).then(() => say('Copied as a curl command'))}>${icon('copy')}curl</button></div>
        <pre class="code" tabindex="0">${sent.method} ${received?.url ?? sent.url}${sent.authenticated ? credential : nothing}${headerLines(sent)}${bodyText(sent)}</pre></div>
      ${received ? html`<div class="col"><div class="row between"><h4>Response</h4><span class="muted small num">${received.http_version ?? ''}${received.waited_ms ? ` · waited ${duration(received.waited_ms)} for the rate limit` : ''}</span></div>
        ${received.status ? html`<pre class="code" tabindex="0">${received.status}${headerLines(received)}${bodyText(received)}</pre>` : html`<p class="bad-text">${show(received.error ?? 'No answer.')}</p>`}
        ${received.timings ? phases(received.timings) : nothing}
        ${(received.attempts?.length ?? 0) > 1 ? html`<p class="muted small">${received.attempts!.length} attempts: ${received.attempts!.map(one => one.status ?? one.error ?? '?').join(', ')}</p>` : nothing}</div>` : nothing}
    </div>`;
  }

  private about(result: Result): unknown {
    return html`<dl class="facts small">
      ${result.started_at ? html`<dt>Started</dt><dd title=${utc(result.started_at)}>${moment(result.started_at)}</dd>` : nothing}
      ${result.started_at && result.completed_at ? html`<dt>Took</dt><dd>${duration(Date.parse(result.completed_at) - Date.parse(result.started_at))}</dd>` : nothing}
      ${result.workflow_id ? html`<dt>Workflow</dt><dd><a href="/workflows/${result.workflow_id}" @click=${() => this.close()}>${result.test_name}</a></dd>` : nothing}
      <dt>Integration</dt><dd><a href="/integrations/${result.endpoint_id}">${result.endpoint_name}</a></dd>
      ${result.request_data?.run_tag ? html`<dt>Tag in test data</dt><dd><code>${result.request_data.run_tag}</code></dd>` : nothing}
      <dt>Address</dt><dd><button class="btn small" type="button" @click=${() => void copy(location.href).then(() => say('Link copied'))}>${icon('link')}Copy link</button></dd></dl>`;
  }
}

/** What runs still may send; what is over sent what it says. */
const wasSent = (result: Result): boolean => result.status === null || (result.request_data?.steps?.length ?? 0) > 0;

function difference(one: Assertion): unknown {
  return html`<div class="diff"><p class="strong break">${one.name}</p>
    <dl><dt>expected</dt><dd class="want">${mask(show(one.expected))}</dd><dt>actual</dt><dd class="got">${one.mismatch === 'missing' ? html`<em>missing</em>` : mask(show(one.actual))}</dd></dl></div>`;
}

const mask = (text: string): unknown => (isRedacted(text) ? html`<span class="redacted">redacted</span>` : text);

/** It went along, and is recorded nowhere. */
const credential = html`
<span class="redacted">credential redacted</span>`;

const headerLines = (step: Step): unknown => Object.entries(step.headers ?? {}).map(([name, values]) => html`
${name}: ${values.map(value => mask(value))}`);

function bodyText(step: Step): unknown {
  const body = step.body;
  if (!body) return nothing;
  let text = body.text ?? (body.json === undefined ? '' : JSON.stringify(body.json, null, 2));
  try {
    text = pretty(text);
  } catch {
    // Not JSON: shown as it came.
  }
  return html`

${text.split(/("\*{3,}"|\*{5,}|\[redacted\])/i).map(part => mask(part.replace(/^"(\*{3,})"$/, '$1')))}${body['truncated'] || body['cut'] ? html`
… cut` : nothing}`;
}

function phases(timings: NonNullable<Step['timings']>): unknown {
  const parts: [string, number][] = [['name', timings.dns_us], ['connect', timings.connect_us], ['TLS', timings.tls_us],
    ['wait', Math.max(0, timings.first_byte_us - timings.dns_us - timings.connect_us - timings.tls_us)], ['transfer', timings.transfer_us]];
  return html`<p class="muted small num">${parts.filter(([, us]) => us > 0).map(([name, us]) => `${name} ${duration(us / 1000)}`).join(' · ')} · total ${duration(timings.total_us / 1000)}</p>`;
}
