'use client';
// Code, with what a click can do with it: the buttons stand beside what is short, and below what is long.
import type { Block } from '@marina/labs/document';
import { CopyButton } from './copy-button.tsx';
import { RunButton } from './run-button.tsx';

/** Of the code's width in characters, this much at most keeps the buttons beside it. */
const mostColumns = 90;

export function CodeBlock({ block }: { block: Extract<Block, { type: 'code' }> }) {
  const { text, title, action, copy } = block;
  const columns = Math.min(mostColumns, Math.max(...text.split('\n').map((line) => line.length)) + 2);
  const isRun = action?.type === 'run';
  return (
    <figure className="overflow-hidden rounded-md border border-line bg-sunken/70">
      {title && (
        <figcaption className="border-line border-b px-3.5 py-1.5 font-mono text-[12.5px] text-muted">
          {title}
        </figcaption>
      )}
      <div className="flex flex-wrap items-start justify-end">
        {text !== '' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
          <pre tabIndex={0} style={{ flexBasis: `${columns}ch` }}>
            <code>{text}</code>
          </pre>
        )}
        <div className="flex shrink-0 items-center gap-1 p-1.5">
          {copy && text !== '' && <CopyButton text={text} isMain={action?.type === 'copy'} />}
          {isRun && <RunButton target={action.target} text={text} interrupt={action.interrupt} />}
        </div>
      </div>
    </figure>
  );
}
