'use client';
// Each kind of block with a component of its own. What comes from authors is only ever text in these elements.
import type { Block } from '@marina/labs/document';
import { Admonition } from './admonition.tsx';
import { CodeBlock } from './code-block.tsx';
import { Diagram } from './diagram.tsx';
import { Drawn } from './drawn.tsx';
import { GuideTabs } from './guide-tabs.tsx';
import { inOrder } from './in-order.tsx';
import { Inlines } from './inlines.tsx';
import { ListBlock } from './list-block.tsx';
import { QuizBlock } from './quiz-block.tsx';
import { TableBlock } from './table-block.tsx';
import { TaskBlock } from './task-block.tsx';

export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return inOrder(blocks, (block) => <BlockView block={block} />);
}

function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case 'heading':
      return <HeadingBlock block={block} />;
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.children} />
        </p>
      );
    case 'list':
      return <ListBlock block={block} />;
    case 'quote':
      return (
        <blockquote>
          <Drawn blocks={block.children} />
        </blockquote>
      );
    case 'code':
      return <CodeBlock block={block} />;
    case 'diagram':
      return <Diagram text={block.text} />;
    case 'table':
      return <TableBlock block={block} />;
    case 'divider':
      return <hr />;
    case 'admonition':
      return <Admonition block={block} />;
    case 'details':
      return (
        <details>
          <summary>{block.title}</summary>
          <Drawn blocks={block.children} />
        </details>
      );
    case 'tabs':
      return <GuideTabs tabs={block.tabs} />;
    case 'task':
      return <TaskBlock block={block} />;
    case 'quiz':
      return <QuizBlock block={block} />;
  }
}

const headings = { 2: 'h3', 3: 'h4', 4: 'h5' } as const;

/** The step's title is the heading above these. */
function HeadingBlock({ block }: { block: Extract<Block, { type: 'heading' }> }) {
  const { level } = block;
  const Heading = level === 2 || level === 3 || level === 4 ? headings[level] : level < 2 ? 'h3' : 'h6';
  return (
    <Heading id={headingId(block.id)} tabIndex={-1}>
      <Inlines inlines={block.children} />
    </Heading>
  );
}

/** Authors' names must not meet those of the page. */
export function headingId(id: string): string {
  return `guide-${id}`;
}
