import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Client, fetchExchange, type AnyVariables } from '@urql/core';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';

/** The server: the one of this machine, or the one that the address names as ?server=URL. */
const url = new URLSearchParams(location.search).get('server') ?? 'http://127.0.0.1:8080/graphql';

const client = new Client({ url, preferGetMethod: false, exchanges: [fetchExchange] });
const stream = createClient({ url, retryAttempts: 0 });

/** Asks a question; what the server says is wrong is thrown. */
export async function ask<Data, Variables extends AnyVariables>(question: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const { data, error } = await client.query(question, variables).toPromise();
  if (error) throw error;
  if (!data) throw new Error('the server gave no data');
  return data;
}

/** Calls told for every event of a subscription, until the stream ends; a cut is thrown. */
export async function follow<Data, Variables extends Record<string, unknown>>(
  question: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  told: (event: Data) => void,
): Promise<void> {
  for await (const { data } of stream.iterate<Data>({ query: print(question), variables })) {
    if (data) told(data);
  }
}
