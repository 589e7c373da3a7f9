import { prefill } from '../../main/ts/feedback/prefill.ts';
import { publicly } from '../../main/ts/feedback/public.ts';
import { inSession } from '../../main/ts/feedback/whereabouts.ts';
import type { Result } from '../../main/ts/model.ts';
import { equal, test } from './testing.ts';

const failed = {
  test_name: 'banano-payment', endpoint_name: 'banano', status: 'FAILED', failure_class: 'PROVIDER_OUTAGE', error_details: 'no answer',
  assertions: [{ name: 'it answers: status equals', expected: 200, actual: 503, passed: false, subject: 'status' }, { name: 'held', expected: 1, actual: 1, passed: true }],
} as unknown as Result;

test('a report that is written from a failed result says what failed', () => {
  const written = prefill(failed);
  equal(written.title, 'banano-payment: it answers: status equals');
  equal(written.category, 'INTEGRATION');
  equal(written.priority, 'HIGH');
  equal(written.description.includes('- it answers: status equals: expected 200, got 503'), true);
  equal(written.description.includes('held'), false);
});

test('in public nobody is mentioned and nothing is referred to', () => {
  equal(publicly('@anna see #12 <b>'), '@\u200banna see #\u200b12 ‹b>');
});

test('nothing links to a session that was purged', () => {
  equal(inSession({ session_id: 's', session_purged: false }), '/sessions/s');
  equal(inSession({ session_id: 's' }, 'r'), '/sessions/s/results/r');
  equal(inSession({ session_id: 's', session_purged: true }), null);
  equal(inSession({ session_id: 's', session_purged: true }, 'r'), null);
});
