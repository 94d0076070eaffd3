import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CHANGES, change, revision, socket } from './server.js';

const client = (options = {}) => createClient({ url: socket, webSocketImpl: WebSocket, lazy: true, ...options });

test('graphql-ws asks questions over a socket', async () => {
  const ws = client();
  for await (const { data } of ws.iterate({ query: '{ priority(code: "4") { title } }' })) assert.ok(data.priority.title);
  await ws.dispose();
});

test('graphql-ws goes on where it was cut, without a gap or a repeat', async () => {
  let open;
  const ws = client({ on: { connected: (connection) => (open = connection) } });
  let since = await revision();
  const first = await change('Reading room one');
  const seen = [];
  const next = async () => {
    for await (const { data } of ws.iterate({ query: CHANGES, variables: { since } })) {
      since = data.changes.revision;
      return since;
    }
  };
  seen.push(await next());
  open.terminate(); // the cut
  const second = await change('Reading room two');
  const third = await change('Reading room three');
  seen.push(await next(), await next());
  assert.deepEqual(seen, [first, second, third]);
  await ws.dispose();
});

test('graphql-ws hears of a document that is no good as an error of that operation alone', async () => {
  const ws = client();
  const errors = await new Promise((resolve) => ws.subscribe({ query: 'subscription { nothing }' }, { error: resolve, next() {}, complete() {} }));
  assert.equal(errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  for await (const { data } of ws.iterate({ query: '{ revision }' })) assert.ok(data.revision > 0);
  await ws.dispose();
});

// What a client does wrong closes its socket with the protocol's code.
for (const [what, protocol, messages, code] of [
  ['a subscription before the socket is acknowledged', 'graphql-transport-ws', [{ type: 'subscribe', id: '1', payload: { query: '{ revision }' } }], 4401],
  ['a second initialisation', 'graphql-transport-ws', [{ type: 'connection_init' }, { type: 'connection_init' }], 4429],
  ['a message of no known type', 'graphql-transport-ws', [{ type: 'hello' }], 4400],
  ['no subprotocol', undefined, [], 4406],
]) {
  test(`${what} closes with ${code}`, async () => {
    const raw = new WebSocket(socket, protocol);
    raw.on('open', () => messages.forEach((message) => raw.send(JSON.stringify(message))));
    const [closed] = await once(raw, 'close');
    assert.equal(closed, code);
  });
}
