import { cellKey, table } from './board';
import { element, place } from './element';
import { Board, Cell, Changes } from './questions';
import { ask, follow } from './server';

let chosen: { row: string; column: string } | undefined;

/** Shows the board as it is now, and gives the revision that it is of. */
async function show(): Promise<number> {
  const { alignmentMatrix, coverageGaps, revision } = await ask(Board, {});
  if (!alignmentMatrix) throw new Error('the server gave no matrix');
  const gaps = new Map((coverageGaps ?? []).map((gap) => [gap.entity.id, gap.explanation]));
  const key = chosen ? cellKey(chosen.row, chosen.column) : '';
  const focused = document.activeElement?.getAttribute('data-cell');
  place('board').replaceChildren(table(alignmentMatrix, gaps, key, choose));
  if (focused) document.querySelector<HTMLButtonElement>(`[data-cell="${CSS.escape(focused)}"]`)?.focus();
  place('status').textContent = `Revision ${revision}, followed live.`;
  if (chosen) await showActions(chosen.row, chosen.column);
  return revision;
}

function choose(row: string, column: string): void {
  chosen = { row, column };
  for (const button of document.querySelectorAll('[data-cell]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-cell') === cellKey(row, column)));
  }
  showActions(row, column).catch(fail);
}

async function showActions(row: string, column: string): Promise<void> {
  const { alignmentMatrix } = await ask(Cell, { row, column });
  const cell = alignmentMatrix?.cell;
  if (!cell) return place('actions').replaceChildren();
  const list = element('ol');
  for (const action of cell.entities.nodes) {
    const item = element('li', {}, element('strong', {}, action.title));
    for (const { document, line, quote } of action.evidence) {
      item.append(element('blockquote', {}, quote, element('br'), element('small', {}, `${document}${line ? `, line ${line}` : ''}`)));
    }
    list.append(item);
  }
  place('actions').replaceChildren(element('h2', {}, `${cell.row.label}, ${cell.column.label}`), list);
}

function fail(error: unknown): void {
  place('status').textContent = `The board cannot be shown: ${error instanceof Error ? error.message : error}`;
}

// After a cut the stream goes on from the last revision that it told of, so no change is missed, and none told again.
async function live(): Promise<void> {
  let since = await show();
  for (;;) {
    await follow(Changes, { since }, ({ changes }) => {
      since = changes.revision;
      show().catch(fail);
    }).catch(fail);
    await new Promise((again) => setTimeout(again, 1000));
  }
}

live().catch(fail);
