import { element } from './element';
import type { BoardQuery } from './gql/graphql';

type Matrix = NonNullable<BoardQuery['alignmentMatrix']>;

/** The table: a row for each priority, with why it is not covered, and a button for each number that is not zero. */
export function table(matrix: Matrix, gaps: Map<string, string>, chosen: string, choose: (row: string, column: string) => void): HTMLTableElement {
  const head = element('tr', {}, element('th', { scope: 'col' }, 'Priority'));
  for (const column of matrix.columns) head.append(element('th', { scope: 'col' }, column.unplaced ? 'No quarter' : column.label));
  const body = element('tbody');
  matrix.rows.forEach((row, r) => {
    const why = gaps.get(row.key);
    const name = element('th', { scope: 'row' }, row.unplaced ? 'No priority' : row.label);
    if (why) name.append(element('span', { class: 'why' }, why));
    const line = element('tr', why ? { class: 'gap' } : {}, name);
    matrix.columns.forEach((column, c) => {
      const count = matrix.counts[r]?.[c] ?? 0;
      line.append(element('td', {}, count === 0 ? '0' : button(count, row, column, chosen, choose)));
    });
    body.append(line);
  });
  return element('table', {}, element('thead', {}, head), body);
}

type Value = Matrix['rows'][number];

function button(count: number, row: Value, column: Value, chosen: string, choose: (row: string, column: string) => void): HTMLButtonElement {
  const key = cellKey(row.key, column.key);
  const made = element(
    'button',
    { type: 'button', 'data-cell': key, 'aria-pressed': String(key === chosen), 'aria-label': `${count} actions for ${row.label} in ${column.label}` },
    String(count),
  );
  made.addEventListener('click', () => choose(row.key, column.key));
  return made;
}

export const cellKey = (row: string, column: string): string => `${row} ${column}`;
