import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import compiler from 'relay-compiler';
import { url } from './server.js';

// What Relay asks of a schema: node, connections that a fragment pages through, and objects that it can ask for again.
const COMPONENT = `
import { graphql } from 'relay-runtime';
graphql\`
  query BoardQuery { priority(code: "4") { id ...Board_priority } ...Board_actions }
\`;
graphql\`
  fragment Board_priority on Priority @refetchable(queryName: "BoardPriorityQuery") @argumentDefinitions(count: {type: "Int", defaultValue: 5}, cursor: {type: "String"}) {
    title
    actions(first: $count, after: $cursor) @connection(key: "Board_priority_actions") {
      totalCount
      edges { basis link { id } node { id title } }
    }
  }
\`;
graphql\`
  fragment Board_actions on Query @refetchable(queryName: "BoardActionsQuery") @argumentDefinitions(count: {type: "Int", defaultValue: 5}, cursor: {type: "String"}) {
    actions(first: $count, after: $cursor) @connection(key: "Board_actions") { edges { node { id } } }
  }
\`;
graphql\`
  mutation BoardMutation($input: SiteCreateInput!, $connections: [ID!]!) {
    siteCreate(input: $input) { site @appendNode(connections: $connections, edgeTypeName: "SiteEdge") { id title } userErrors { message } }
  }
\`;
`;

test('Relay compiles what its components ask', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  try {
    const sdl = await (await fetch(new URL('/schema.graphqls', url))).text();
    writeFileSync(join(folder, 'schema.graphql'), sdl);
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'Board.js'), COMPONENT);
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify({ src: './src', schema: './schema.graphql', language: 'javascript', codegenCommand: '' }));
    execFileSync(compiler, ['relay.config.json'], { cwd: folder, stdio: 'pipe' });
    const made = join(folder, 'src', '__generated__');
    assert.ok(existsSync(made));
    for (const name of ['BoardQuery', 'BoardPriorityQuery', 'BoardActionsQuery', 'BoardMutation']) {
      assert.ok(readdirSync(made).includes(`${name}.graphql.js`), `${name} was not compiled`);
    }
  } catch (error) {
    assert.fail(`${error}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
