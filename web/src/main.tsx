import './workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './page.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { fetcher } from './fetcher';
import { QUESTIONS_PLUGIN } from './panel';
import { examples } from './questions';
import { ShareButton, SharedLinks } from './sharing';
import { EditorThemes, editorTheme } from './themes';
import { WrapLines } from './wrap';

const plugins = [QUESTIONS_PLUGIN, HISTORY_PLUGIN];
const roomForPanel = matchMedia('(min-width: 60rem)').matches;

function Playground() {
  return (
    <GraphiQL
      fetcher={fetcher}
      editorTheme={editorTheme}
      defaultTabs={examples.map(({ query, variables }) => ({ query, variables, headers: null }))}
      plugins={plugins}
      visiblePlugin={roomForPanel ? QUESTIONS_PLUGIN : undefined}
      defaultEditorToolsVisibility={roomForPanel ? 'variables' : undefined}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <span />
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy, merge }) => (
          <>
            <ShareButton />
            {prettify}
            {merge}
            {copy}
          </>
        )}
      </GraphiQL.Toolbar>
      <SharedLinks />
      <WrapLines />
      <EditorThemes />
    </GraphiQL>
  );
}

const place = document.getElementById('playground');
if (!place) throw new Error('index.html has no element with the ID playground');
createRoot(place).render(<Playground />);
