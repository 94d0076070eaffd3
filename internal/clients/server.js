// The server under test, named in the environment, and what several tests do with it.
import { randomUUID } from 'node:crypto';

export const url = process.env.GOLDENTHREAD_TEST_URL;
export const socket = url.replace(/^http/, 'ws');

export async function ask(query, variables = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

export const revision = async () => (await ask('{ revision }')).revision;

/** Makes a site, of a name that no other has, and gives the revision that has it. */
export async function change(about) {
  const title = `${about} ${randomUUID()}`;
  const { siteCreate } = await ask('mutation($title: String!) { siteCreate(input: {title: $title}) { revision userErrors { message } } }', { title });
  if (siteCreate.userErrors.length > 0) throw new Error(siteCreate.userErrors[0].message);
  return siteCreate.revision;
}

export const CHANGES = 'subscription($since: Int) { changes(since: $since) { revision touched } }';
