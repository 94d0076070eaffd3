/** A question as a tab holds it. */
export interface Question {
  query: string;
  /** JSON text; empty where the question takes no variables. */
  variables: string;
}

/** A question that the page comes with, from web/questions. */
export interface Example extends Question {
  title: string;
  explanation: string;
}

const documents = import.meta.glob<string>('../questions/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob<string>('../questions/*.json', { query: '?raw', import: 'default', eager: true });

/** The examples, in the order of their file names. */
export const examples: Example[] = Object.keys(documents)
  .sort()
  .map((path) => {
    const query = documents[path] ?? '';
    const [title = '', ...rest] = opening(query);
    return { title, explanation: rest.join(' ').trim(), query, variables: variables[path.replace(/graphql$/, 'json')] ?? '' };
  });

// The comment lines at the head of a document, without their marks.
function opening(query: string): string[] {
  const lines = query.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, end).map((line) => line.replace(/^#\s*/, ''));
}
