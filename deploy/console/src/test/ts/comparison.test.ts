import type { ResultSummary, TestStatus } from '../../main/ts/model.ts';
import { compare } from '../../main/ts/reports/comparison.ts';
import { equal, test } from './testing.ts';

const result = (test_name: string, status: TestStatus, ms = 100): ResultSummary => ({
  id: `${test_name} ${status}`, session_id: 's', endpoint_id: 'e', endpoint_name: 'wallet', test_name, run_id: null, status,
  started_at: '2026-01-01T00:00:00.000Z', completed_at: new Date(Date.parse('2026-01-01T00:00:00.000Z') + ms).toISOString(),
  assertions_passed: 1, assertions_failed: 0, error_details: null, failure_class: null, known_issue: null,
});

test('two sessions are compared by the latest result of each test', () => {
  const before = [result('a', 'PASSED'), result('b', 'FAILED'), result('c', 'ERROR'), result('d', 'PASSED'), result('e', 'PASSED')];
  const after = [result('a', 'FAILED'), result('a', 'PASSED'), result('b', 'PASSED'), result('c', 'FAILED'), result('e', 'PASSED'), result('f', 'PASSED')];
  equal(compare(before, after).map(row => [row.test, row.verdict]), [['a', 'new failure'], ['c', 'still failing'], ['b', 'fixed'], ['d', 'not run'], ['f', 'new'], ['e', 'same']]);
});

test('slower means by more than noise', () => {
  equal(compare([result('a', 'PASSED', 100)], [result('a', 'PASSED', 250)])[0]!.slower, false);
  equal(compare([result('a', 'PASSED', 300)], [result('a', 'PASSED', 900)])[0]!.slower, true);
});
