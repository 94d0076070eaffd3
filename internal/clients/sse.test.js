import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import { CHANGES, change, revision, url } from './server.js';

test('graphql-sse goes on where it was cut, without a gap or a repeat', async () => {
  let since = await revision();
  const made = [await change('Music room one'), await change('Music room two')];
  const seen = [];
  const follow = async (sse, most) => {
    for await (const { data } of sse.iterate({ query: CHANGES, variables: { since } })) {
      seen.push((since = data.changes.revision));
      if (--most === 0) return;
    }
  };
  const cut = createClient({ url, retryAttempts: 0 });
  await follow(cut, 1);
  cut.dispose();
  made.push(await change('Music room three'));
  const again = createClient({ url, retryAttempts: 0 });
  await follow(again, 2);
  again.dispose();
  assert.deepEqual(seen, made);
});

test('graphql-sse gets a question answered and the stream completed', async () => {
  const sse = createClient({ url });
  const answers = [];
  for await (const answer of sse.iterate({ query: '{ revision }' })) answers.push(answer);
  assert.equal(answers.length, 1);
  sse.dispose();
});
