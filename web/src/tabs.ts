import { useGraphiQL, useGraphiQLActions, type TabsState } from '@graphiql/react';
import type { Question } from './questions';

type Tab = TabsState['tabs'][number];

/** What the page does to GraphiQL's tabs: it adds to them and goes to one, and never changes or closes one. */
export function useTabs() {
  const tabs = useGraphiQL((state) => state.tabs);
  const activeTabIndex = useGraphiQL((state) => state.activeTabIndex);
  const { moveTab, changeTab } = useGraphiQLActions();

  /** Adds a tab for each question that has none. */
  function add(questions: Question[]) {
    const missing = questions.filter((question) => !tabs.some((tab) => holds(tab, question)));
    if (missing.length > 0) moveTab([...tabs, ...missing.map(newTab)]);
  }

  /** Goes to the question's tab, which is added if need be. */
  function open(question: Question) {
    const index = tabs.findIndex((tab) => holds(tab, question));
    add([question]);
    changeTab(index < 0 ? tabs.length : index);
  }

  /** Whether the tab in front is this question, as it stands there. */
  function inFront(question: Question) {
    const active = tabs[activeTabIndex];
    return active !== undefined && holds(active, question);
  }

  return { add, open, inFront };
}

function holds(tab: Tab, { query, variables }: Question) {
  return (tab.query ?? '').trim() === query.trim() && (tab.variables ?? '').trim() === variables.trim();
}

function newTab({ query, variables }: Question): Tab {
  // Not randomUUID: browsers offer that over HTTPS and on localhost only.
  const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16)).join('-');
  const operationName = /^(?!#).*(?:query|mutation)\s+(\w+)/m.exec(query)?.[1] ?? null;
  return {
    id,
    hash: [query, variables, ''].join('|'),
    title: operationName ?? '<untitled>',
    query,
    variables,
    headers: null,
    operationName,
    response: null,
  };
}
