import type { RateLimit, TestRate } from '../model.ts';

/** Who uses how much of a rate limit, and may. */
export interface Use {
  limit: number; checks: number; together: number; forChecks: number;
  /** Null while their service is away; undefined where it has not answered yet. */
  tests: number | null | undefined;
  forTests: number | undefined;
}

export function useOf(checks: RateLimit, tests: TestRate | null | undefined): Use {
  return {
    limit: checks.rate_limit_per_minute, checks: checks.used_last_minute, tests: tests && tests.used_last_minute,
    together: checks.used_last_minute + (tests?.used_last_minute ?? 0),
    forChecks: Math.floor(checks.checks_per_minute), forTests: tests ? Math.floor(tests.tests_per_minute) : undefined,
  };
}

/** In words: both counts are near enough, not exact. */
export function inUse({ checks, tests, together }: Use): string {
  if (tests === undefined) return `about ${checks} in the last minute for checks`;
  if (tests === null) return `about ${checks} in the last minute for checks; what tests use is not known at the moment`;
  return together === 0 ? 'nothing in the last minute' : `about ${together} in the last minute: ${checks} for checks, ${tests} for tests`;
}
