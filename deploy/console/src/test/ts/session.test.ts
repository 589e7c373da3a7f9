import { touched } from '../../main/ts/lib/touched.ts';
import type { TimelineItem, Workflow } from '../../main/ts/model.ts';
import { changesUnseen, stepsOf } from '../../main/ts/session/plan.ts';
import { blame } from '../../main/ts/session/whose.ts';
import { configurationOf, draftOf } from '../../main/ts/views/draft.ts';
import { rank } from '../../main/ts/shell/rank.ts';
import { equal, test } from './testing.ts';

test('a preview names every step with what it does', () => {
  const steps = stepsOf(`liverun: 1
name: pay
steps:
  - name: look
    request: {method: GET, url: "/v1/\${id}"}
  - name: pay
    kind: money
    money: {amount: "\${amount}", unit: BAN}
    request:
      method: POST
      url: /v1/pay
    undo:
      request: {method: DELETE, url: /v1/pay}
`);
  equal(steps.map(step => [step.name, step.kind, step.method, step.url, step.undo, step.amount]), [['look', 'read', 'GET', '/v1/${id}', false, null], ['pay', 'money', 'POST', '/v1/pay', true, '${amount} BAN']]);
});

test('a step that asks a person sends nothing', () => {
  equal(stepsOf('liverun: 1\nsteps:\n  - name: look\n    ask: {question: "Is it there?"}\n').map(step => [step.name, step.kind, step.method]), [['look', 'ask', '']]);
});

test('what is filled in becomes the configuration, and nothing else', () => {
  const draft = { name: 'x', description: '', environment: ' staging ', version: '', left: ['b'], optional: ['c'], unplanned: [], write: true, money: false, maxAmount: '10', autoPause: false, signOff: 'paula, tim', start: true };
  const tests = [{ name: 't', integration: 'a' }, { name: 'u', integration: 'b' }] as Workflow[];
  equal(configurationOf(draft, ['a', 'b', 'c'], tests), {
    environment: 'staging', integrations: [{ name: 'a', required: true }, { name: 'c', required: false }], plan: ['t'], approvals: { write: true, money: false }, sign_off: ['paula', 'tim'],
  });
});

test('a result on the timeline makes runs, results and the summary old, nothing else', () => {
  const item = { position: 4, kind: 'test', type: 'test.completed', at: '', actor: null, title: '', data: { run_id: 'r', result_id: 'x' } } as TimelineItem;
  equal(touched('s', item), ['/sessions/s/runs', '/sessions/s/results', '/sessions/s/summary', '/runs/r', '/results/x']);
});

test('whose fault a reason is', () => {
  equal(['AUTH', 'SERVER_ERROR', 'OK', null].map(reason => blame(reason).whose), ['ours', 'theirs', 'none', 'none']);
});

test('the palette finds what is meant', () => {
  equal(rank('Go to Integrations', 'integ') !== null, true);
  equal(rank('Go to Integrations', 'gti') !== null, true);
  equal(rank('Go to Integrations', 'xyz'), null);
});

test('a session that starts from a template gets its configuration again', () => {
  const configuration = { environment: 'staging', integrations: [{ name: 'a', required: true }, { name: 'c', required: false }], plan: ['t'], approvals: { write: true, money: true, max_amount: '10' } };
  const tests = [{ name: 't', integration: 'a' }, { name: 'u', integration: 'a' }] as Workflow[];
  const draft = { name: '', description: '', start: true, ...draftOf(configuration, ['a', 'b', 'c'], tests) } as Parameters<typeof configurationOf>[0];
  equal(configurationOf(draft, ['a', 'b', 'c'], tests), configuration);
});

test('a test that changes something out of sight is not told to only read', () => {
  const document = 'steps:\n  - name: look\n    request: {method: GET, url: /a}\n';
  equal(changesUnseen({ kind: 'READ', document }), false);
  equal(changesUnseen({ kind: 'MONEY', document: `setup:\n  - {name: pay, kind: money}\n${document}` }), true);
  equal(changesUnseen({ kind: 'MONEY', document: 'steps:\n  - name: create\n    request: {method: POST, url: /a}\n' }), true);
  equal(changesUnseen({ kind: 'WRITE', document: 'steps:\n- name: create\n  request: {method: POST, url: /a}\n' }), true);
  equal(changesUnseen({ kind: 'WRITE', document: 'steps:\n  - name: create\n    request: {method: POST, url: /a}\n' }), false);
});
