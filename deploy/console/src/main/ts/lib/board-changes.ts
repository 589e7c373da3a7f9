import type { Board, BoardItem } from '../model.ts';

/** The board after changes: entries that are known stay at their place, new ones come last. */
export function applied(items: BoardItem[], changed: BoardItem[], removed: string[]): BoardItem[] {
  const fresh = new Map(changed.map(one => [one.id, one]));
  const gone = new Set(removed);
  const kept = items.filter(one => !gone.has(one.id)).map(one => {
    const other = fresh.get(one.id);
    fresh.delete(one.id);
    return other ?? one;
  });
  return fresh.size ? [...kept, ...[...fresh.values()].filter(one => !gone.has(one.id))] : kept;
}

export function totalsOf(items: BoardItem[]): Board['totals'] {
  const totals = { HEALTHY: 0, DEGRADED: 0, UNHEALTHY: 0, TIMEOUT: 0, UNKNOWN: 0 };
  for (const one of items) totals[one.health?.status ?? 'UNKNOWN']++;
  return totals;
}
