/** Small things that every view shows in the same way. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { nextStep, placeOf, ProblemError } from '../lib/api.ts';
import { ago, duration, moment, passed, utc, words } from '../lib/format.ts';
import { icon, type Icon } from './icons.ts';

const TONE: Record<string, string> = {
  HEALTHY: 'ok', PASSED: 'ok', READY: 'ok', COMPLETED: 'ok', RESOLVED: 'ok', LINKED: 'ok', UP: 'ok', RELEASED: 'ok', ACCEPTED: 'ok',
  DEGRADED: 'warn', PAUSED: 'warn', INCONCLUSIVE: 'warn', HIGH: 'warn', PENDING: 'warn', SENDING: 'warn', NOT_READY_YET: 'warn', ERROR: 'warn', MONEY: 'warn',
  UNHEALTHY: 'bad', FAILED: 'bad', NOT_READY: 'bad', CRITICAL: 'bad', AWAY: 'bad', DETACHED: 'bad', REJECTED: 'bad', PRODUCT: 'bad', CONTRACT_DRIFT: 'bad',
  TIMEOUT: 'odd', UNKNOWN: 'odd',
  ACTIVE: 'info', RUNNING: 'info', OPEN: 'info', IN_PROGRESS: 'info', WRITE: 'info',
};
/** A mark beside each colour, so that no state is told by colour alone. */
const MARK: Record<string, string> = {
  HEALTHY: '●', DEGRADED: '▲', UNHEALTHY: '■', TIMEOUT: '◆', PASSED: '✓', FAILED: '✕', ERROR: '!', SKIPPED: '–', READY: '✓', NOT_READY: '✕',
  INCONCLUSIVE: '?', ACTIVE: '●', PAUSED: '❙❙', CREATED: '○', COMPLETED: '✓', OPEN: '○', IN_PROGRESS: '◐', RESOLVED: '✓', CLOSED: '✓', ACCEPTED: '✓', REJECTED: '✕',
  CRITICAL: '▲▲', HIGH: '▲', MEDIUM: '◆', LOW: '▽',
};

export const tone = (status: string | null | undefined): string => (status && TONE[status]) || 'idle';

export function pill(status: string | null | undefined, text?: string): TemplateResult {
  const name = status ?? 'UNKNOWN';
  const mark = status ? MARK[status] : '○';
  return html`<span class="pill ${status ? tone(status) : ''}">${mark ? html`<span aria-hidden="true">${mark}</span>` : nothing}${text ?? words(name)}</span>`;
}

/** Only the mark, with its meaning for whoever hovers or listens. */
export function dot(status: string | null | undefined): TemplateResult {
  const name = words(status ?? 'UNKNOWN');
  return html`<span class="dot ${status ? tone(status) : 'idle'}" title=${name}><span aria-hidden="true">${(status && MARK[status]) ?? '○'}</span><span class="hush">${name}</span></span>`;
}

/** A moment in the viewer's zone; UTC on hover. */
export const when = (at: string | null | undefined): TemplateResult | typeof nothing =>
  at ? html`<time datetime=${at} title=${utc(at)}>${moment(at)}</time>` : nothing;

/** How long ago; the moment on hover. */
export const since = (at: string | null | undefined): TemplateResult | typeof nothing =>
  at ? html`<time class="num nowrap" datetime=${at} title=${`${moment(at)} · ${utc(at)}`}>${ago(at)}</time>` : nothing;

/** The same in a sentence. */
export const sinceThen = (at: string | null | undefined): TemplateResult | typeof nothing =>
  at ? html`<time class="num nowrap" datetime=${at} title=${`${moment(at)} · ${utc(at)}`}>${passed(at)}</time>` : nothing;

/** What was left out went nowhere: neither live nor a dry run. */
export const unsentBadge = html`<span class="mode unsent" title="Nothing was sent">NOT SENT</span>`;

export const modeBadge = (dry: boolean): TemplateResult => dry
  ? html`<span class="mode dry" title="Nothing is sent">DRY RUN</span>`
  : html`<span class="mode live" title="Requests go to the real services">LIVE</span>`;

export const kindTag = (kind: string): TemplateResult => html`<span class="tag kind-${kind.toLowerCase()}"
  title=${{ READ: 'Only reads', WRITE: 'Changes things outside', MONEY: 'Moves money', ASK: 'Asks a person' }[kind.toUpperCase()] ?? kind}>${kind.toLowerCase()}</span>`;

export const avatar = (subject: string, role?: string): TemplateResult =>
  html`<span class="avatar" title=${role ? `${subject}, ${role.toLowerCase()}` : subject} aria-hidden="true">${initials(subject)}</span>`;

export function initials(subject: string): string {
  const parts = subject.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return ((parts[0]?.[0] ?? '?') + (parts[1]?.[0] ?? parts[0]?.[1] ?? '')).slice(0, 2);
}

export function skeleton(lines = 6): TemplateResult {
  return html`<div class="skeleton" role="status"><span class="hush">Loading</span>${Array.from({ length: lines }, () => html`<i></i>`)}</div>`;
}

export function empty(picture: Icon, title: string, text: unknown, actions: unknown = nothing): TemplateResult {
  return html`<div class="empty">${icon(picture)}<h2>${title}</h2><p>${text}</p><div class="row wrap">${actions}</div></div>`;
}

/** A problem document as a person needs it: what, which fields, what next. */
export function problem(error: ProblemError | undefined, retry?: () => void): TemplateResult | typeof nothing {
  if (!error) return nothing;
  return html`<div class="problem" role="alert">
    <h3>${error.problem.title}</h3>
    ${problemText(error)}
    ${retry && error.status !== 404 ? html`<p class="next"><button class="btn small" @click=${retry}>${icon('refresh')} Try again</button></p>` : nothing}
  </div>`;
}

export function problemText(error: ProblemError): TemplateResult {
  const place = placeOf(error);
  return html`
    ${error.problem.detail && error.problem.detail !== error.problem.title ? html`<p class="break">${error.problem.detail}</p>` : nothing}
    ${error.problem.violations?.length
      ? html`<ul>${error.problem.violations.map(one => html`<li class="break"><code>${one.field}</code> ${one.message}</li>`)}</ul>`
      : nothing}
    <p class="next">${nextStep(error)}${place ? html` <a href=${place.href}>${place.text}</a>` : nothing}</p>`;
}

/** Rows are taller where there is less room for their words. */
export const rowHeight = (usual: number): number => (innerWidth <= 860 ? usual + 18 : usual);

/** A narrow bar of choices shows the one that is chosen. */
export function showChosen(root: HTMLElement): void {
  for (const bar of root.querySelectorAll<HTMLElement>('.segments')) {
    const chosen = bar.querySelector<HTMLElement>(':scope > [aria-current="true"], :scope > [aria-pressed="true"]');
    if (chosen && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = chosen.offsetLeft - bar.offsetLeft - (bar.clientWidth - chosen.offsetWidth) / 2;
  }
}

/** Loading, failed, empty or there: one decision for every list and page. */
export function states<T>(
  live: { data: T | undefined; error: ProblemError | undefined; reload(): void },
  show: (data: T) => unknown,
  lines = 6,
): unknown {
  if (live.data !== undefined) return show(live.data);
  if (live.error) return problem(live.error, () => live.reload());
  return skeleton(lines);
}

/** A line of numbers; null is a gap. */
export function sparkline(values: (number | null)[], label: string): TemplateResult {
  const known = values.filter((value): value is number => value !== null);
  const top = Math.max(1, ...known);
  const step = values.length > 1 ? 100 / (values.length - 1) : 100;
  let path = '';
  let pen = false;
  values.forEach((value, i) => {
    if (value === null) {
      pen = false;
      return;
    }
    path += `${pen ? 'L' : 'M'}${(i * step).toFixed(1)} ${(26 - (value / top) * 24).toFixed(1)}`;
    pen = true;
  });
  const text = known.length ? `${label}: latest ${duration(known[known.length - 1])}, highest ${duration(top)}` : `${label}: nothing yet`;
  return html`<svg class="spark" viewBox="0 0 100 28" preserveAspectRatio="none" role="img" aria-label=${text}>
    ${values.map((value, i) => value === null ? svg`<rect class="gap" x=${i * step - step / 2} y="0" width=${step} height="28"></rect>` : nothing)}
    ${svg`<path d=${path}></path>`}</svg>`;
}

/** Browsers give pages the clipboard only where the connection is safe; elsewhere a selection is copied, as by hand. */
export async function copy(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
