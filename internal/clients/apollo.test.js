import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { firstValueFrom } from 'rxjs';
import { url } from './server.js';

const client = () =>
  new ApolloClient({
    link: new HttpLink({ uri: url }),
    cache: new InMemoryCache({ typePolicies: { Query: { fields: { actions: relayStylePagination() } } } }),
  });

const PAGE = gql`
  query Page($after: String) {
    actions(first: 3, after: $after) {
      edges { cursor node { id title priorities { nodes { id title } } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`;

test('Apollo Client pages through a connection as Relay has it', async () => {
  const apollo = client();
  const query = apollo.watchQuery({ query: PAGE, notifyOnNetworkStatusChange: false });
  const shown = query.subscribe({});
  const first = await firstValueFrom(query);
  const seen = first.data.actions.edges.map((edge) => edge.node.id);
  assert.equal(seen.length, 3);
  await query.fetchMore({ variables: { after: first.data.actions.pageInfo.endCursor } });
  const both = apollo.readQuery({ query: PAGE }).actions.edges.map((edge) => edge.node.id);
  assert.equal(new Set(both).size, 6);
  assert.deepEqual(both.slice(0, 3), seen);
  shown.unsubscribe();
});

test('Apollo Client keeps an entity once, by its type and ID, however it was reached', async () => {
  const apollo = client();
  await apollo.query({ query: PAGE });
  const { data } = await apollo.query({ query: gql`{ priority(code: "2") { id actions(first: 1) { nodes { id title } } } }` });
  const kept = apollo.cache.extract();
  assert.equal(kept[`Action:${data.priority.actions.nodes[0].id}`].title, data.priority.actions.nodes[0].title);
  assert.ok(kept[`Priority:${data.priority.id}`]);
});

test('Apollo Client gets the code of an error', async () => {
  const failed = await client()
    .query({ query: gql`{ actions(first: -1) { totalCount } }` })
    .catch((error) => error);
  assert.ok(CombinedGraphQLErrors.is(failed), String(failed));
  assert.equal(failed.errors[0].extensions.code, 'BAD_USER_INPUT');
});

test('Apollo Client changes what it has in its cache by what a mutation gives back', async () => {
  const apollo = client();
  const made = await apollo.mutate({
    mutation: gql`mutation { programmeCreate(input: {title: "Summer reading by Apollo"}) { programme { id title } userErrors { message } } }`,
  });
  const { id } = made.data.programmeCreate.programme;
  await apollo.mutate({
    mutation: gql`mutation($id: ID!) { programmeUpdate(input: {id: $id, title: "Winter reading by Apollo"}) { programme { id title } userErrors { message } } }`,
    variables: { id },
  });
  assert.equal(apollo.cache.extract()[`Programme:${id}`].title, 'Winter reading by Apollo');
});
