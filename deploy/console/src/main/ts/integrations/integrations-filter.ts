import type { BoardItem, HealthStatus } from '../model.ts';

/** The worst first. */
export const STATES: (HealthStatus | 'UNKNOWN')[] = ['UNHEALTHY', 'TIMEOUT', 'DEGRADED', 'HEALTHY', 'UNKNOWN'];
/** Made once: comparing thousands of names one by one is slow. */
const byName = new Intl.Collator();
const RANK = new Map<string, number>(STATES.map((status, i) => [status, i]));

/** The filter as it stands in the address, applied; what needs a look first. */
export function selected(items: BoardItem[], query: URLSearchParams): BoardItem[] {
  const [status, tag, q] = [query.get('status'), query.get('tag'), (query.get('q') ?? '').toLowerCase()];
  return items
    .filter(one => (!status || (one.health?.status ?? 'UNKNOWN') === status) && (!tag || one.tags.includes(tag)) && (!q || one.name.toLowerCase().includes(q)))
    .sort((a, b) => (RANK.get(a.health?.status ?? 'UNKNOWN')! - RANK.get(b.health?.status ?? 'UNKNOWN')!) || byName.compare(a.name, b.name));
}
