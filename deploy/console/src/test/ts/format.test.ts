import { parse } from '../../main/ts/lib/api.ts';
import { ago, bytes, duration, percent, pretty, spoken, words } from '../../main/ts/lib/format.ts';
import { equal, test } from './testing.ts';

test('durations have a unit that fits', () => {
  equal([0, 3, 999, 1200, 42_000, 90_000, 119_700, 3_600_000, 5_400_000].map(duration), ['0 ms', '3 ms', '999 ms', '1.2 s', '42 s', '1 min 30 s', '2 min', '1 h', '1 h 30 min']);
  equal(duration(null), '–');
});

test('a share is never rounded up to all of it', () => {
  equal([1, 0.99999, 0.6666, 0.05, 0].map(percent), ['100 %', '99.9 %', '66.6 %', '5 %', '0 %']);
  equal(percent(0.99999) === '100 %', false);
});

test('how long ago something was is told shortly', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  equal(['2026-01-01T12:00:00Z', '2026-01-01T11:59:30Z', '2026-01-01T11:00:00Z', '2025-12-30T12:00:00Z'].map(at => ago(at, now)), ['now', '30 s', '1 h', '2 d']);
});

test('names of states are read as words, sizes with units', () => {
  equal(words('NOT_READY'), 'Not ready');
  equal([12, 1580, 3_200_000].map(bytes), ['12 B', '1.5 KB', '3.1 MB']);
});

test('sentences of services name states as people do, and leave what people wrote', () => {
  equal(spoken('banano turned from HEALTHY to UNHEALTHY: SERVER_ERROR'), 'banano turned from healthy to unhealthy: server error');
  equal(spoken('HIGH feedback: The OPEN sign', 'HIGH feedback'.length), 'High feedback: The OPEN sign');
  equal(spoken('Run PASSED: 1 PASSED'), 'Run passed: 1 passed');
});

test('recorded JSON is shown in lines, with the numbers that were received', () => {
  equal(pretty('{"id":12345678901234567890,"balance":1.000000000000000001,"price":10.50,"none":[],"say":"a, {b}: \\"c\\"","list":[1,{}]}'), `{
  "id": 12345678901234567890,
  "balance": 1.000000000000000001,
  "price": 10.50,
  "none": [],
  "say": "a, {b}: \\"c\\"",
  "list": [
    1,
    {}
  ]
}`);
  equal(pretty('"alone"'), '"alone"');
});

test('amounts stay exact where JavaScript would round', () => {
  equal(parse('{"a": 1.000000000000000001, "b": 9007199254740993, "c": 10.5, "d": 9007199254740991}'), { a: '1.000000000000000001', b: '9007199254740993', c: 10.5, d: 9007199254740991 });
});
