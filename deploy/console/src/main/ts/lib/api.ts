/** The public API: the only door this page uses. */

const BASE = '/api/v1';

/** RFC 9457, with what Liverun adds. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  correlation_id?: string;
  violations?: { field: string; message: string }[];
  [more: string]: unknown;
}

/** An answer that is not what was asked for, in the service's own words; status 0 when there was no answer. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem, readonly retryAfter = 0) {
    super(problem.detail ?? problem.title);
  }

  get status(): number {
    return this.problem.status;
  }

  /** The message for one field, if it was the cause. */
  field(name: string): string | undefined {
    return this.problem.violations?.find(violation => violation.field === name || violation.field.endsWith(`.${name}`))?.message;
  }
}

/** Where a person can do something about it. */
export function placeOf(error: ProblemError): { href: string; text: string } | undefined {
  if (error.problem.type?.endsWith('/second-active-session')) return { href: '/sessions?status=ACTIVE', text: 'Active sessions' };
  return error.status === 404 ? { href: `/${location.pathname.split('/')[1] ?? ''}`, text: 'Go to the list' } : undefined;
}

/** What a person can do about it. */
export function nextStep(error: ProblemError): string {
  const slug = (error.problem.type ?? '').split('/').pop();
  const legal = error.problem['legal'] ?? error.problem['allowed'];
  if (slug === 'illegal-transition' && Array.isArray(legal)) {
    return legal.length ? `What is possible now: ${legal.join(', ')}.` : 'Nothing more can be done to it.';
  }
  if (slug === 'second-active-session') return 'Pause or complete your other session, then start this one.';
  switch (error.status) {
    case 0: return 'Your input is kept. It works again as soon as the connection is back.';
    case 400: case 422: return 'Correct the fields that are named, then try again.';
    case 401: return 'Sign in again with a new link from ./liverun up or ./liverun token.';
    case 403: return 'Ask the session’s tester to add you as a tester, or ask an operator to do it.';
    case 404: return 'It may have been removed, or the address is incomplete.';
    case 409: return 'The page has the newest state now; look at it, then decide again.';
    case 412: case 428: return 'Somebody changed it meanwhile. The newest version is loaded; make your change again.';
    case 413: return 'Make it smaller, then try again.';
    case 429: return `Wait${error.retryAfter ? ` ${error.retryAfter} s` : ' a little'}, then go on more slowly.`;
    case 502: case 503: case 504: return 'Nothing is lost. Try again in a few seconds; the page keeps trying by itself.';
    default: return error.problem.correlation_id ? `Tell an operator this id: ${error.problem.correlation_id}` : 'Try again.';
  }
}

export interface Options {
  body?: unknown;
  etag?: string | number;
  /** Seconds the server may take before it answers 202. */
  wait?: number;
  key?: string;
  signal?: AbortSignal;
  accept?: string;
}

/** A new key for a request that creates; a repetition with the same key has no second effect. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends a request; anything but success is a {@link ProblemError}. */
export async function send(method: string, path: string, options: Options = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: options.accept ?? 'application/json, */*;q=0.5', 'X-Liverun-Client': 'console' };
  let body: BodyInit | undefined;
  if (options.body instanceof FormData) {
    body = options.body;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  if (options.etag !== undefined) headers['If-Match'] = `"${options.etag}"`;
  if (options.wait !== undefined) headers['Prefer'] = `wait=${options.wait}`;
  if (method === 'POST') headers['Idempotency-Key'] = options.key ?? newKey();
  let response: Response;
  try {
    response = await fetch(path.startsWith('/') ? BASE + path : path, { method, headers, body: body ?? null, signal: options.signal ?? null });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new ProblemError({ status: 0, title: 'No connection to Liverun', detail: 'The server does not answer at the moment.' });
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ProblemError> {
  let problem: Problem = { status: response.status, title: `The server answered ${response.status}` };
  try {
    const told = await response.json();
    if (told && typeof told.title === 'string') problem = { ...told, status: response.status };
  } catch {
    // No problem document: the status has to do.
  }
  if (response.status === 401) dispatchEvent(new Event('liverun-signed-out'));
  return new ProblemError(problem, Number(response.headers.get('Retry-After')) || 0);
}

/** Numbers that JavaScript would round (amounts have up to 40 digits) stay as they were written. */
export function parse(text: string): unknown {
  if (!/[\d.]{16}/.test(text)) return JSON.parse(text);
  const exact = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && context?.source && context.source.replace(/[eE].*|\D/g, '').replace(/^0+/, '').length > 15 && String(value) !== context.source ? context.source : value;
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

async function json<T>(method: string, path: string, options?: Options): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text();
  return (text ? parse(text) : undefined) as T;
}

export const api = {
  get: <T>(path: string, options?: Options) => json<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: Options) => json<T>('POST', path, { body: body ?? {}, ...options }),
  put: <T>(path: string, body: unknown, etag?: string | number) => json<T>('PUT', path, { body, ...(etag !== undefined && { etag }) }),
  patch: <T>(path: string, body: unknown, etag?: string | number) => json<T>('PATCH', path, { body, ...(etag !== undefined && { etag }) }),
  del: (path: string, etag?: string | number) => json<void>('DELETE', path, etag !== undefined ? { etag } : {}),
  upload: <T>(path: string, file: File, key: string) => {
    const form = new FormData();
    form.append('file', file, file.name);
    return json<T>('POST', path, { body: form, key });
  },
  blob: async (path: string) => (await send('GET', path, { accept: '*/*' })).blob(),
};

/** Adds the parameters that have a value. */
export function withQuery(path: string, parameters: Record<string, string | number | boolean | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
