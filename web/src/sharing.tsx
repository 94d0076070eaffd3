import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { forgetShared, linkTo, sharedQuestion } from './share';
import { useTabs } from './tabs';

/** Copies a link to the question in front; where the browser refuses to copy, shows the link to be copied by hand. */
export function ShareButton() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [outcome, setOutcome] = useState<{ text: string; link?: string } | null>(null);

  async function share() {
    let link: string;
    try {
      link = await linkTo({ query: queryEditor?.getValue() ?? '', variables: variableEditor?.getValue() ?? '' });
    } catch (error) {
      setOutcome({ text: `No link: ${wording(error)}.` });
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      setOutcome({ text: 'The link to this question is copied.' });
    } catch {
      setOutcome({ text: 'Copy the link to this question:', link });
    }
  }

  return (
    <>
      <ToolbarButton label="Copy a link to this question" onClick={share}>
        <LinkIcon />
      </ToolbarButton>
      <Notice outcome={outcome} onClose={() => setOutcome(null)} />
    </>
  );
}

/** Opens the question that the address carries, now and whenever another link is opened in this window. */
export function SharedLinks() {
  const ready = useGraphiQL((state) => Boolean(state.queryEditor && state.variableEditor));
  const { open } = useTabs();
  const [fault, setFault] = useState<{ text: string } | null>(null);

  const follow = useEffectEvent(async () => {
    try {
      const question = await sharedQuestion();
      if (question) {
        forgetShared();
        opened(question);
      }
    } catch (error) {
      forgetShared();
      setFault({ text: `The link carries no question that can be read (${wording(error)}). Was it cut short?` });
    }
  });
  const opened = useEffectEvent(open);

  useEffect(() => {
    if (!ready) return;
    const listener = () => void follow();
    listener();
    window.addEventListener('hashchange', listener);
    return () => window.removeEventListener('hashchange', listener);
  }, [ready]);

  return <Notice outcome={fault} onClose={() => setFault(null)} />;
}

// The region is always there, because screen readers announce changes to a region, not its arrival.
function Notice({ outcome, onClose }: { outcome: { text: string; link?: string } | null; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [outcome]);
  return (
    <div role="status">
      {outcome && (
        <div className="notice">
          <span>{outcome.text}</span>
          {outcome.link && <input ref={field} readOnly value={outcome.link} aria-label="Link to this question" />}
          <button type="button" onClick={onClose}>
            Close
          </button>
        </div>
      )}
    </div>
  );
}

function LinkIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7" />
    </svg>
  );
}

function wording(error: unknown) {
  return error instanceof Error ? error.message : String(error);
}
