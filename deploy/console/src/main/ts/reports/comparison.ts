/** Two sessions side by side: per test and integration the latest result of each. */
import type { ResultSummary, TestStatus } from '../model.ts';

export type Verdict = 'new failure' | 'fixed' | 'still failing' | 'not run' | 'new' | 'same';
export interface Compared { key: string; test: string; endpoint: string; before: TestStatus | null; after: TestStatus | null; beforeMs: number | null; afterMs: number | null; verdict: Verdict; slower: boolean; resultId: string | null }

export const ORDER: Verdict[] = ['new failure', 'still failing', 'fixed', 'not run', 'new', 'same'];

const failed = (status: TestStatus | null): boolean => status === 'FAILED' || status === 'ERROR';
const took = (one: ResultSummary | undefined): number | null => one?.started_at && one.completed_at ? Date.parse(one.completed_at) - Date.parse(one.started_at) : null;

/** Newest first, as the API lists them: the first of each is its latest. */
function latest(results: ResultSummary[]): Map<string, ResultSummary> {
  const map = new Map<string, ResultSummary>();
  for (const one of results) {
    const key = `${one.test_name}\n${one.endpoint_name}`;
    if (one.status && !map.has(key)) map.set(key, one);
  }
  return map;
}

export function compare(before: ResultSummary[], after: ResultSummary[]): Compared[] {
  const [old, now] = [latest(before), latest(after)];
  return [...new Set([...old.keys(), ...now.keys()])].map(key => {
    const [a, b] = [old.get(key), now.get(key)];
    const [beforeMs, afterMs] = [took(a), took(b)];
    const verdict: Verdict = !b ? 'not run' : failed(b.status) ? (failed(a?.status ?? null) ? 'still failing' : 'new failure') : failed(a?.status ?? null) ? 'fixed' : a ? 'same' : 'new';
    const any = (b ?? a)!;
    return { key, test: any.test_name, endpoint: any.endpoint_name, before: a?.status ?? null, after: b?.status ?? null, beforeMs, afterMs, verdict, resultId: b?.id ?? null,
      // Twice the time, and by more than noise on a network.
      slower: beforeMs !== null && afterMs !== null && afterMs > beforeMs * 2 && afterMs - beforeMs > 250 };
  }).sort((x, y) => ORDER.indexOf(x.verdict) - ORDER.indexOf(y.verdict) || x.test.localeCompare(y.test));
}
