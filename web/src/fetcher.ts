import type { Fetcher } from '@graphiql/toolkit';
import { GraphQLError, Kind, OperationTypeNode, parse, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { createClient, type RequestParams } from 'graphql-sse';

interface Observer {
  next(answer: ExecutionResult): void;
  complete(): void;
}

const ENDPOINT = new URL('graphql', document.baseURI).href;

/**
 * Sends a question to the server beside this page. It answers with an observable rather than a promise because the stop
 * button then also ends the request. What goes wrong on the way is an answer with `errors`, in words for the reader. A
 * subscription gives one answer an event, until it is stopped.
 */
export const fetcher: Fetcher = ({ query, variables, operationName }, options) => ({
  subscribe(observer: Observer) {
    const operation = operationIn(query, operationName);
    const request = { query, variables, operationName: operation ? operation.name?.value : (operationName ?? undefined) };
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) return follow(request, options?.headers ?? {}, observer);
    const abort = new AbortController();
    const body = JSON.stringify(request);
    ask(body, options?.headers ?? {}, abort.signal).then((answer) => {
      if (abort.signal.aborted) return;
      observer.next(answer);
      observer.complete();
    });
    return { unsubscribe: () => abort.abort() };
  },
});

// A cut is told rather than mended in silence: a subscription that names no revision would leave out what came meanwhile.
function follow(request: RequestParams, headers: Record<string, string>, observer: Observer) {
  const client = createClient({ url: ENDPOINT, headers, retryAttempts: 0 });
  const unsubscribe = client.subscribe<Record<string, unknown>>(request, {
    next: (answer) => observer.next(answer as ExecutionResult),
    error() {
      observer.next(failure('The server no longer sends events. Run the subscription again; with `since` it goes on where it was cut.'));
      observer.complete();
    },
    complete: () => observer.complete(),
  });
  return {
    unsubscribe() {
      unsubscribe();
      client.dispose();
    },
  };
}

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
 * The operation to run: for a moment after a change of tabs GraphiQL still names the operation of the tab before, which a
 * document with one operation need not suffer from.
 */
function operationIn(query: string, wanted?: string | null): OperationDefinitionNode | undefined {
  try {
    const operations = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return operations.length === 1 ? operations[0] : operations.find((operation) => operation.name?.value === wanted);
  } catch {
    return undefined; // the server says what is wrong with the document
  }
}
