/** What a dry run shows: to the letter what would be sent, in the striped look that nothing live has. */
import { html, nothing, type TemplateResult } from 'lit';
import { spoken } from '../lib/format.ts';
import { kindTag } from '../ui/parts.ts';

interface Request { method?: string; url?: string; headers?: Record<string, string[] | string>; body?: { text?: string } | string | null }
interface PreviewStep { name: string; kind: string; destructive: boolean; request: Request | null; undo: Request | null; question: string | null; amount: string | null; conditional: boolean; repeated: boolean; tries: string | null; problem: string | null }
export interface PreviewTest { test_name: string; endpoint_name: string; base_url: string; auth: string; data_row: string | null; kind: string; destructive: boolean; obstacle: string | null; steps: PreviewStep[] }

export const nothingSent = (tag: string): TemplateResult => html`<div class="is-dry dry-note"><p><strong>Nothing was sent.</strong> This is exactly what would go out, marked with <code>${tag}</code>; secrets are masked, and <code>\${…}</code> stands for what an answer will give.</p></div>`;

export const wouldSend = (tests: PreviewTest[]): TemplateResult[] => tests.map(test => html`<h3>${test.test_name} <span class="muted">on ${test.endpoint_name}${test.data_row ? `, ${test.data_row}` : ''} · <span class="mono">${test.base_url}</span> · ${test.auth === 'NONE' ? 'no credential' : spoken(test.auth)}</span></h3>
  ${test.obstacle ? html`<p class="notice warn">It would be skipped: ${test.obstacle}</p>` : nothing}
  ${test.steps.map(wouldSendStep)}`);

const wouldSendStep = (step: PreviewStep): TemplateResult => html`<div class="card is-dry"><header>${kindTag(step.kind)}<h4 class="grow">${step.name}</h4>${step.destructive ? html`<span class="pill bad">destructive</span>` : nothing}${step.amount ? html`<span class="pill warn num">${step.amount}</span>` : nothing}
    ${step.conditional ? html`<span class="pill">only if</span>` : nothing}${step.repeated ? html`<span class="pill">repeated</span>` : nothing}${step.tries ? html`<span class="pill">${step.tries}</span>` : nothing}</header>
  ${step.problem ? html`<p class="body bad-text">${step.problem}</p>` : step.question ? html`<p class="body">Asks a person: ${step.question}</p>` : step.request ? html`<pre class="code" tabindex="0">${text(step.request)}</pre>` : nothing}
  ${step.undo ? html`<details class="pad"><summary>Taken back by</summary><pre class="code" tabindex="0">${text(step.undo)}</pre></details>` : nothing}</div>`;

function text(request: Request): string {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`).join('\n');
  const body = typeof request.body === 'string' ? request.body : request.body?.text;
  return `${request.method ?? ''} ${request.url ?? ''}${headers ? `\n${headers}` : ''}${body ? `\n\n${body}` : ''}`;
}
