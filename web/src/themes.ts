import { useMonaco } from '@graphiql/react';
import { MONACO_THEME_DATA } from 'graphiql-constants';
import type { editor } from 'monaco-editor';
import { useLayoutEffect } from 'react';

/** The names of our themes for Monaco, as GraphiQL wants them. */
export const editorTheme = { dark: 'goldenthread-dark', light: 'goldenthread-light' };

/**
 * GraphiQL's own themes with the tokens that are too faint on its backgrounds made readable: every colour here has a
 * contrast of 4.5 or more, as WCAG 2.2 AA asks.
 */
const readable: Record<'dark' | 'light', Record<string, string>> = {
  dark: {
    comment: '8fc07c',
    annotation: 'ee9a9a',
    invalid: 'ff8f8f',
    keyword: '7cbcf0',
    regexp: 'd99fc6',
    'variable.predefined': '9db4f0',
  },
  light: {
    annotation: '616161',
    comment: '006b00',
    number: '056b47',
    type: '006666',
  },
};

function theme(scheme: 'dark' | 'light'): editor.IStandaloneThemeData {
  const base = MONACO_THEME_DATA[scheme];
  const rules = Object.entries(readable[scheme]).map(([token, foreground]) => ({ token, foreground }));
  return { ...base, rules: [...base.rules, ...rules] };
}

/** Defines the themes as soon as Monaco is there: before the editors are made, whose effects run after layout effects. */
export function EditorThemes() {
  const monaco = useMonaco((state) => state.monaco);
  useLayoutEffect(() => {
    if (!monaco) return;
    monaco.editor.defineTheme(editorTheme.dark, theme('dark'));
    monaco.editor.defineTheme(editorTheme.light, theme('light'));
  }, [monaco]);
  return null;
}
