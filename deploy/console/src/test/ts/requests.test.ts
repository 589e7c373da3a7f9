import { fromCurl, fromHar, fromOpenApi, fromPostman, variable, words } from '../../main/ts/workflows/requests.ts';
import { curlOf } from '../../main/ts/session/curl.ts';
import { equal, test, throws } from './testing.ts';

test('a command line is split as a shell does it', () => {
  equal(words(`curl -d '{"a": "b c"}' \\\n "x \\"y\\"" z`), ['curl', '-d', '{"a": "b c"}', 'x "y"', 'z']);
});

test('a curl command becomes a request', () => {
  const found = fromCurl(`curl -sS https://w.example/v1/wallets?a=1 -H 'Content-Type: application/json' --data-raw '{"owner":"me"}'`);
  equal([found.method, found.url, found.headers, found.body], ['POST', 'https://w.example/v1/wallets?a=1', { 'Content-Type': 'application/json' }, '{"owner":"me"}']);
  equal(fromCurl('curl -G https://w.example/v1 -d a=1 -d b=2').url, 'https://w.example/v1?a=1&b=2');
  throws(() => fromCurl('wget x'), 'curl');
});

test('a curl command that is made from a recorded step gives the same step again', () => {
  const command = curlOf({ name: 's', method: 'POST', url: '/v1/x', headers: { 'x-note': ["it's"], authorization: ['***'] }, body: { text: '{"a":"b"}' } }, { name: 's', url: 'https://w.example/v1/x' });
  equal(command.includes('"authorization: $AUTHORIZATION"'), true);
  const again = fromCurl(command);
  equal([again.method, again.url, again.headers['x-note'], again.body], ['POST', 'https://w.example/v1/x', "it's", '{"a":"b"}']);
});

test('HAR, Postman and OpenAPI become requests', () => {
  equal(fromHar({ log: { entries: [{ request: { method: 'GET', url: 'https://w.example/v1', headers: [] }, response: { status: 200, content: { mimeType: 'application/json' } } },
    { request: { method: 'GET', url: 'https://w.example/a.png', headers: [] }, response: { status: 200, content: { mimeType: 'image/png' } } }] } }).map(one => one.url), ['https://w.example/v1']);
  equal(fromPostman({ item: [{ name: 'folder', item: [{ name: 'create', request: { method: 'POST', url: { raw: '{{base}}/v1/x' }, body: { raw: '{}' } } }] }] }).map(one => [one.name, one.body]), [['create', '{}']]);
  equal(fromOpenApi({ paths: { '/v1/{walletId}': { get: { operationId: 'read', responses: { 200: {} } }, parameters: [] } } }).map(one => [one.name, one.url, one.status]), [['read', '/v1/${wallet_id}', 200]]);
  equal(variable('X-Wallet Id'), 'x_wallet_id');
});
