/** A command line that sends a recorded request again; what is secret stands as a variable to fill in. */
import type { Step } from '../model.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export const isRedacted = (text: string): boolean => /^(\*{3,}|\[?redacted\]?|<redacted.*>)$/i.test(text.trim());

export function curlOf(sent: Step, received?: Step): string {
  if (sent.curl) return sent.curl;
  const url = received?.url && /^https?:/.test(received.url) ? received.url : sent.url ?? '';
  const parts = [`curl -i -X ${sent.method ?? 'GET'} ${quoted(url)}`];
  for (const [name, values] of Object.entries(sent.headers ?? {})) {
    for (const value of values) {
      parts.push(isRedacted(value) ? `-H "${name}: $${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}"` : `-H ${quoted(`${name}: ${value}`)}`);
    }
  }
  if (sent.authenticated && !Object.keys(sent.headers ?? {}).some(name => name.toLowerCase() === 'authorization')) {
    parts.push('-H "Authorization: $AUTHORIZATION"');
  }
  const body = sent.body?.text ?? (sent.body?.json !== undefined ? JSON.stringify(sent.body.json) : undefined);
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`);
  return parts.join(' \\\n  ');
}
