import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, cacheExchange, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-sse';
import { CHANGES, change, revision, url } from './server.js';

const client = (...exchanges) => new Client({ url, preferGetMethod: false, exchanges: [cacheExchange, ...exchanges, fetchExchange] });

test('urql asks and gets typed answers', async () => {
  const { data, error } = await client().query(gql`query($code: String!) { priority(code: $code) { __typename id title } }`, { code: '4' }).toPromise();
  assert.equal(error, undefined);
  assert.deepEqual(data.priority.__typename, 'Priority');
});

test('urql asks by GET with the header that keeps other sites out', async () => {
  const urql = new Client({ url, preferGetMethod: 'force', fetchOptions: { headers: { 'graphql-require-preflight': '1' } }, exchanges: [fetchExchange] });
  const { data, error } = await urql.query('{ revision }', {}).toPromise();
  assert.equal(error, undefined);
  assert.ok(data.revision > 0);
});

test('urql gets the code of an error, and what was answered beside it', async () => {
  const { data, error } = await client().query('{ revision action(id: "x") { title } }', {}).toPromise();
  assert.equal(error.graphQLErrors[0].extensions.code, 'BAD_USER_INPUT');
  assert.ok(data.revision > 0);
});

test('urql follows changes over an event stream', async () => {
  const sse = createClient({ url });
  const urql = client(subscriptionExchange({ forwardSubscription: (operation) => ({ subscribe: (sink) => ({ unsubscribe: sse.subscribe(operation, sink) }) }) }));
  const since = await revision();
  const told = new Promise((resolve, reject) => {
    const { unsubscribe } = urql.subscription(CHANGES, { since }).subscribe(({ data, error }) => {
      if (error) reject(error);
      else resolve(data.changes);
      unsubscribe();
    });
  });
  const made = await change('Reading room by urql');
  assert.equal((await told).revision, made);
  sse.dispose();
});
