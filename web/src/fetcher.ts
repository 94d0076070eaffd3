import type { Fetcher } from '@graphiql/toolkit';
import { GraphQLError, Kind, parse, type ExecutionResult } from 'graphql';

interface Observer {
  next(answer: ExecutionResult): void;
  complete(): void;
}

const ENDPOINT = new URL('graphql', document.baseURI).href;

/**
 * Sends a question to the server beside this page. It answers with an observable rather than a promise because the stop
 * button then also ends the request. What goes wrong on the way is an answer with `errors`, in words for the reader.
 */
export const fetcher: Fetcher = ({ query, variables, operationName }, options) => ({
  subscribe(observer: Observer) {
    const abort = new AbortController();
    const body = JSON.stringify({ query, variables, operationName: operationIn(query, operationName) });
    ask(body, options?.headers ?? {}, abort.signal).then((answer) => {
      if (abort.signal.aborted) return;
      observer.next(answer);
      observer.complete();
    });
    return { unsubscribe: () => abort.abort() };
  },
});

async function ask(body: string, headers: Record<string, string>, signal: AbortSignal): Promise<ExecutionResult> {
  let response: Response;
  try {
    response = await fetch(ENDPOINT, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json, application/json',
        ...headers,
      },
      body,
      signal,
    });
  } catch {
    return failure(`The server at ${ENDPOINT} cannot be reached. Is "goldenthread serve" still running?`);
  }
  const text = await response.text().catch(() => '');
  try {
    const answer = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer)) return answer;
  } catch {
    // Not JSON: said below, with the status.
  }
  const status = `${response.status} ${response.statusText}`.trim();
  return failure(`${ENDPOINT} answered ${status}, which is not a GraphQL answer. Is something standing between this page and the server?`);
}

function failure(message: string): ExecutionResult {
  return { errors: [new GraphQLError(message)] };
}

/**
 * The operation to name: for a moment after a change of tabs GraphiQL still names the operation of the tab before, which
 * a document with one operation need not suffer from.
 */
function operationIn(query: string, wanted?: string | null): string | undefined {
  try {
    const operations = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    if (operations.length === 1) return operations[0]?.name?.value;
  } catch {
    // The server says what is wrong with the document.
  }
  return wanted ?? undefined;
}
