import { cursorAt, proposals, type Schema } from '../../main/ts/workflows/completion.ts';
import { tokens } from '../../main/ts/workflows/tokens.ts';
import { equal, test } from './testing.ts';

const schema: Schema = {
  properties: { liverun: { const: 1 }, name: {}, steps: { type: 'array', items: { $ref: '#/$defs/step' } } },
  $defs: { step: { properties: { name: {}, kind: { enum: ['read', 'write', 'money'], description: 'What it does' }, request: { properties: { method: { enum: ['GET', 'POST'] }, url: {} } }, assert: { items: { oneOf: [{ properties: { status: {} } }, { properties: { jsonpath: {}, equals: {} } }] } } } } },
};
const at = (text: string): string[] => {
  const position = text.indexOf('|');
  return proposals(schema, cursorAt(text.replace('|', ''), position)).map(one => one.text);
};

test('at the top the keys that are not there yet are offered', () => {
  equal(at('liverun: 1\n|'), ['name', 'steps']);
  equal(at('liverun: 1\nst|'), ['steps']);
});

test('within a step its keys are offered, within a request the request’s', () => {
  equal(at('steps:\n  - name: a\n    |'), ['kind', 'request', 'assert']);
  equal(at('steps:\n  - |'), ['name', 'kind', 'request', 'assert']);
  equal(at('steps:\n  - name: a\n    request:\n      |'), ['method', 'url']);
  equal(at('steps:\n  - name: a\n    assert:\n      - |'), ['status', 'jsonpath', 'equals']);
  equal(at('steps:\n  - name: a\n    assert:\n      - status: 200\n    request:\n      method: GET\n      u|'), ['url']);
});

test('values are offered where they are listed', () => {
  equal(at('steps:\n  - name: a\n    kind: |'), ['read', 'write', 'money']);
  equal(at('steps:\n  - name: a\n    request:\n      method: P|'), ['POST']);
});

test('YAML is coloured without losing a letter', () => {
  const line = '  url: "/v1/${id}" # where';
  equal(tokens(line).map(token => token.text).join(''), line);
  equal(tokens('name: ${run.tag}-x # c').map(token => token.kind), ['k', '', 'v', '', 'c']);
});
