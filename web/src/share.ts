// The format of links is described in web/README.md, and a Go test makes links by that description.
import type { Question } from './questions';

const PREFIX = '#q=';
const MOST_CHARACTERS = 200_000;

/** The address that opens this question in a tab of its own. */
export async function linkTo({ query, variables }: Question): Promise<string> {
  const packed = await transform(new TextEncoder().encode(JSON.stringify({ query, variables })), new CompressionStream('deflate-raw'));
  return location.href.replace(/[?#].*$/, '') + PREFIX + base64url(packed);
}

/**
 * The question that the page's address carries, as `#q=` or as `?query=` and `variables=`; null if it carries none.
 * Throws when there is one that cannot be read.
 */
export async function sharedQuestion(): Promise<Question | null> {
  if (location.hash.startsWith(PREFIX)) return unpack(location.hash.slice(PREFIX.length));
  const search = new URLSearchParams(location.search);
  const query = search.get('query');
  return query === null ? null : { query, variables: search.get('variables') ?? '' };
}

/** Takes the question out of the page's address, so that reloading does not open it again. */
export function forgetShared() {
  history.replaceState(null, '', location.pathname);
}

async function unpack(text: string): Promise<Question> {
  const packed = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const json = new TextDecoder('utf-8', { fatal: true }).decode(await transform(packed, new DecompressionStream('deflate-raw')));
  const { query, variables = '' } = JSON.parse(json);
  if (typeof query !== 'string' || typeof variables !== 'string') throw new TypeError('the link carries no question');
  return { query, variables };
}

// Reads at most MOST_CHARACTERS, because a short link can unpack to gigabytes.
async function transform(bytes: Uint8Array<ArrayBuffer>, through: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    size += read.value.length;
    if (size > MOST_CHARACTERS) {
      await reader.cancel();
      throw new RangeError('the question is too long for a link');
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
