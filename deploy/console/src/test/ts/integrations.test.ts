import { applied, totalsOf } from '../../main/ts/lib/board-changes.ts';
import { selected } from '../../main/ts/integrations/integrations-filter.ts';
import { inUse, useOf } from '../../main/ts/integrations/rate.ts';
import { changes, listIn } from '../../main/ts/integrations/difference.ts';
import type { BoardItem, Endpoint, RateLimit } from '../../main/ts/model.ts';
import { equal, test, throws } from './testing.ts';

const existing = [{ id: '1', name: 'wallet', base_url: 'https://a.example', rate_limit_per_minute: 60, tags: ['x'], health_check: { method: 'GET', headers: {} }, version: 4 }] as unknown as Endpoint[];

test('an import tells what is new, what changes and what stays', () => {
  const told = changes([
    { name: 'Wallet', base_url: 'https://b.example', rate_limit_per_minute: 60, tags: ['x'], health_check: { headers: {}, method: 'GET' } },
    { name: 'new one', base_url: 'https://c.example' },
  ], existing);
  equal(told.map(one => one.kind), ['changed', 'new']);
  equal(told[0]!.fields.map(one => one.field), ['name', 'base_url']);
  equal(changes([{ name: 'wallet', tags: ['x'], id: 'other', version: 1 }], existing)[0]!.kind, 'same');
});

test('what is no list of integrations is refused by name', () => {
  equal(listIn({ integrations: [{ name: 'a' }] }).length, 1);
  throws(() => listIn('text'), 'A list of integrations is expected');
  throws(() => listIn([{ name: 'a' }, { base_url: 'b' }]), 'Entry 2 has no name');
});

const item = (name: string, status: string | null, tags: string[] = []): BoardItem => ({ id: name, name, enabled: true, tags, health: status ? { status } : null }) as unknown as BoardItem;

test('what needs a look stands first, and filters add up', () => {
  const all = [item('b', 'HEALTHY', ['x']), item('a', 'HEALTHY'), item('z', 'UNHEALTHY', ['x']), item('n', null)];
  equal(selected(all, new URLSearchParams()).map(one => one.name), ['z', 'a', 'b', 'n']);
  equal(selected(all, new URLSearchParams('tag=x&status=HEALTHY')).map(one => one.name), ['b']);
  equal(selected(all, new URLSearchParams('q=Z')).map(one => one.name), ['z']);
});

test('changes of the board keep the places of what is known', () => {
  const before = [item('a', 'HEALTHY'), item('b', 'HEALTHY'), item('c', 'HEALTHY')];
  const after = applied(before, [item('b', 'UNHEALTHY'), item('d', 'TIMEOUT')], ['a']);
  equal(after.map(one => [one.name, one.health?.status]), [['b', 'UNHEALTHY'], ['c', 'HEALTHY'], ['d', 'TIMEOUT']]);
  equal(after[1] === before[2], true);
  equal(totalsOf(after), { HEALTHY: 1, DEGRADED: 0, UNHEALTHY: 1, TIMEOUT: 1, UNKNOWN: 0 });
});

test('what is in use of a rate limit is what checks and tests use together, as far as it is known', () => {
  const checks: RateLimit = { rate_limit_per_minute: 60, checks_per_minute: 11.8, used_last_minute: 4, available_now: 1, next_slot_at: '', paused_until: null };
  const use = useOf(checks, { rate_limit_per_minute: 60, tests_per_minute: 44.2, used_last_minute: 9 });
  equal([use.together, use.forChecks, use.forTests].join(), '13,11,44');
  equal(inUse(use), 'about 13 in the last minute: 4 for checks, 9 for tests');
  equal(inUse(useOf(checks, null)), 'about 4 in the last minute for checks; what tests use is not known at the moment');
  equal(inUse(useOf(checks, undefined)), 'about 4 in the last minute for checks');
  equal(useOf(checks, null).forTests, undefined);
});
