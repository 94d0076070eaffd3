// Runs the audits of GraphQL over HTTP that the package graphql-http has, against the server at the URL given, and
// writes one line for each: its outcome (ok, notice, warn or error), its ID, its name, and why if it is not ok.
import { serverAudits } from 'graphql-http';

const [url] = process.argv.slice(2);

// The audits' GETs say nothing of where they come from, and such ones are refused: see preflighted in ../graphql.go.
const fetchFn = (input, init = {}) =>
  fetch(input, { ...init, headers: { 'graphql-require-preflight': '1', ...init.headers } });

for (const audit of serverAudits({ url, fetchFn })) {
  const { status, id, name, reason } = await audit.fn();
  console.log([status, id, name, reason].filter(Boolean).join(' '));
}
