/** A report's first words, from the result that shows the finding. */
import { show } from '../lib/format.ts';
import type { Priority, Result } from '../model.ts';

export interface Prefilled { title: string; description: string; category: string; priority: Priority }

const MAX_TITLE = 200;

export function prefill(result: Result): Prefilled {
  const failed = (result.assertions ?? []).filter(one => !one.passed);
  const first = failed[0];
  const what = first ? first.name : result.failure_class ? result.failure_class.toLowerCase().replaceAll('_', ' ') : 'does not behave as expected';
  const lines = [
    `Test ${result.test_name} on ${result.endpoint_name} ${(result.status ?? '').toLowerCase()}.`,
    ...failed.slice(0, 8).map(one => `- ${one.name}: expected ${show(one.expected)}, got ${one.mismatch === 'missing' ? 'nothing' : show(one.actual)}`),
    ...(failed.length > 8 ? [`- and ${failed.length - 8} more`] : []),
    ...(failed.length === 0 && result.error_details ? [result.error_details] : []),
    '',
    'What I did, and what I expected instead:',
    '',
  ];
  const outside = ['PROVIDER_OUTAGE', 'NETWORK', 'RATE_LIMITED', 'AUTH', 'CONTRACT_DRIFT'].includes(result.failure_class ?? '');
  return {
    title: `${result.test_name}: ${what}`.slice(0, MAX_TITLE),
    description: lines.join('\n'),
    category: outside ? 'INTEGRATION' : first?.subject === 'duration' ? 'PERFORMANCE' : 'OTHER',
    priority: result.failure_class === 'PRODUCT' || result.failure_class === 'PROVIDER_OUTAGE' ? 'HIGH' : 'MEDIUM',
  };
}
