import { api, ProblemError } from '../lib/api.ts';
import type { Feedback } from '../model.ts';

/** Changed by somebody else since it was read. */
export const STALE = 412;
/** How often something is changed anew that became stale on its way. */
export const ROUNDS = 3;

/** Whether what is to be changed is still what was seen: a report's link to GitHub, say, is no reason to refuse. */
export function asSeen(seen: Feedback, now: Feedback, change: Partial<Feedback>): boolean {
  return Object.keys(change).every(name => seen[name as keyof Feedback] === now[name as keyof Feedback]);
}

/** Changes a report under its newest version, if what is changed is still what was seen. */
export async function changeReport(seen: Feedback, change: Partial<Feedback>): Promise<Feedback> {
  const address = `/feedback/${seen.id}`;
  let one = seen;
  for (let round = 1; ; round++) {
    try {
      return await api.patch<Feedback>(address, change, one.version);
    } catch (failure) {
      if (!(failure instanceof ProblemError) || failure.status !== STALE || round === ROUNDS) throw failure;
      one = await api.get<Feedback>(address);
      if (!asSeen(seen, one, change)) throw failure;
    }
  }
}
