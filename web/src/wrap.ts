import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** Has long lines of the question wrapped, as GraphiQL itself wraps the answer's. */
export function WrapLines() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => queryEditor?.updateOptions({ wordWrap: 'on' }), [queryEditor]);
  return null;
}
