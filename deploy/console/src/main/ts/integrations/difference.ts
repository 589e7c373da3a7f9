/** What an imported list would change: told before anything is changed. */
import type { Endpoint } from '../model.ts';

export type Wanted = Record<string, unknown> & { name: string };
export interface Change { name: string; kind: 'new' | 'changed' | 'same'; existing?: Endpoint; wanted: Wanted; fields: { field: string; from: unknown; to: unknown }[] }

/** The list in a document: an array, or an object that holds one. @throws Error saying what is wrong */
export function listIn(document: unknown): Wanted[] {
  const list = Array.isArray(document) ? document : (document as Record<string, unknown> | null)?.['integrations'] ?? (document as Record<string, unknown> | null)?.['items'];
  if (!Array.isArray(list)) throw new Error('A list of integrations is expected, or an object with the key “integrations”.');
  return list.map((one, i) => {
    if (typeof one !== 'object' || one === null || typeof (one as Wanted).name !== 'string') throw new Error(`Entry ${i + 1} has no name.`);
    return one as Wanted;
  });
}

const READ_ONLY = new Set(['id', 'created_at', 'updated_at', 'removed_at', 'version', 'health']);

export function changes(wanted: Wanted[], existing: Endpoint[]): Change[] {
  const byName = new Map(existing.map(one => [one.name.toLowerCase(), one]));
  return wanted.map(one => {
    const now = byName.get(one.name.toLowerCase());
    const clean = Object.fromEntries(Object.entries(one).filter(([field]) => !READ_ONLY.has(field))) as Wanted;
    if (!now) return { name: one.name, kind: 'new', wanted: clean, fields: [] };
    const fields = Object.entries(clean)
      .filter(([field, to]) => stable(to) !== stable((now as unknown as Record<string, unknown>)[field]))
      .map(([field, to]) => ({ field, from: (now as unknown as Record<string, unknown>)[field], to }));
    return { name: one.name, kind: fields.length ? 'changed' : 'same', existing: now, wanted: clean, fields };
  });
}

/** The same text for the same value, whatever the order of its keys. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).sort(([a], [b]) => a.localeCompare(b)).map(([key, one]) => `${key}:${stable(one)}`).join()}}`;
  return JSON.stringify(value) ?? 'null';
}
