/** Numbers with their units, times in the viewer's zone. */

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const count = new Intl.NumberFormat();

export const number = (value: number): string => count.format(value);

/** Milliseconds as a person reads them: 3 ms, 1.2 s, 4 min. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '–';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const rounded = Math.round(seconds);
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return `${minutes} min${minutes < 10 && rounded % 60 ? ` ${rounded % 60} s` : ''}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
  return `${Math.floor(hours / 24)} days`;
}

/** A share between 0 and 1, never rounded up to a full 100 %. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–';
  const digits = share < 0.1 ? 2 : 1;
  const value = Math.floor(share * 100 * 10 ** digits + 1e-9) / 10 ** digits;
  return `${Number.isInteger(value) ? value : value.toFixed(digits)} %`;
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** How long ago, shortly: now, 4 s, 3 min, 2 h, 5 d. */
export function ago(at: string | number | Date, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - new Date(at).getTime()) / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** The same in a sentence: just now, 4 s ago. */
export function passed(at: string): string {
  const short = ago(at);
  return short === 'now' ? 'just now' : `${short} ago`;
}

const STATES = /\b(CREATED|ACTIVE|PAUSED|COMPLETED|PASSED|FAILED|SKIPPED|ERROR|HEALTHY|DEGRADED|UNHEALTHY|TIMEOUT|OPEN|IN_PROGRESS|RESOLVED|CLOSED|LOW|MEDIUM|HIGH|CRITICAL|ACCEPTED|REJECTED|READY|NOT_READY|INCONCLUSIVE|PROVIDER_OUTAGE|CONTRACT_DRIFT|RATE_LIMITED|TEST_DEFECT|SERVER_ERROR|UNEXPECTED_STATUS|TOO_LARGE|BEARER_TOKEN|API_KEY)\b/g;

/** A service's sentence with its states as words: names of states are for programs. What comes after `until` is a person's own. */
export function spoken(text: string, until = text.length): string {
  const own = text.slice(0, until).replace(STATES, state => state.toLowerCase().replaceAll('_', ' '));
  return (/^\p{Lu}/u.test(text) ? own.charAt(0).toUpperCase() + own.slice(1) : own) + text.slice(until);
}

export function time(at: string): string {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

export const moment = (at: string): string => whole.format(new Date(at));

/** For hovering: the same moment in UTC, and whose zone is shown. */
export function utc(at: string): string {
  return `${new Date(at).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC')} (shown in ${zone})`;
}

/** NOT_READY → Not ready */
export function words(name: string): string {
  const text = name.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** A value as one line of text. */
export function show(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** JSON in lines, with every number as it was written. @throws SyntaxError if it is none */
export function pretty(json: string): string {
  JSON.parse(json);
  let depth = 0;
  let out = '';
  const line = (): string => `\n${'  '.repeat(depth)}`;
  const tokens = json.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  tokens.forEach((token, i) => {
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    const empty = closes && (tokens[i - 1] === '{' || tokens[i - 1] === '[');
    if (closes) {
      depth--;
      out += empty ? token : line() + token;
    } else if (opens) {
      depth++;
      out += tokens[i + 1] === '}' || tokens[i + 1] === ']' ? token : token + line();
    } else {
      out += token === ',' ? token + line() : token === ':' ? ': ' : token;
    }
  });
  return out;
}
