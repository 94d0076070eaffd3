import { Button, type GraphiQLPlugin } from '@graphiql/react';
import type { SVGProps } from 'react';
import { examples } from './questions';
import { useTabs } from './tabs';

/** The panel that lists the example questions in plain words. */
export const QUESTIONS_PLUGIN: GraphiQLPlugin = { title: 'Questions', icon: QuestionIcon, content: Questions };

function Questions() {
  const { add, open, inFront } = useTabs();
  return (
    <section className="questions" aria-label="Questions">
      <h2>Questions</h2>
      <p>Choose one, then run it with the round button or Ctrl-Enter. Change it as you like.</p>
      <ol>
        {examples.map((example) => (
          <li key={example.title} className={inFront(example) ? 'in-front' : undefined}>
            <button type="button" aria-current={inFront(example)} onClick={() => open(example)}>
              {example.title}
            </button>
            {inFront(example) && <p>{example.explanation}</p>}
          </li>
        ))}
      </ol>
      <Button type="button" onClick={() => add(examples)}>
        Restore the example questions
      </Button>
    </section>
  );
}

function QuestionIcon(props: SVGProps<SVGSVGElement>) {
  return (
    <svg viewBox="0 0 24 24" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" {...props}>
      <circle cx="12" cy="12" r="10" />
      <path d="M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.1M12 17v.1" />
    </svg>
  );
}
