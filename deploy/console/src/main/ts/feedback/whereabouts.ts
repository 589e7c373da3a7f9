import type { Feedback } from '../model.ts';

/** Where something of a report's session is to be seen; null when the session was purged, and all of it with it. */
export function inSession(one: Pick<Feedback, 'session_id' | 'session_purged'>, result?: string): string | null {
  if (one.session_purged) return null;
  return `/sessions/${one.session_id}${result ? `/results/${result}` : ''}`;
}
