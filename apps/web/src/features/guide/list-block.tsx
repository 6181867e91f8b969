'use client';
// Lists, and lists to tick off. Ticks are for the reader's own eyes: they last as long as the page.
import type { Block, ListItem } from '@marina/labs/document';
import { plainText } from '@marina/labs/document';
import { useState } from 'react';
import { Drawn } from './drawn.tsx';
import { inOrder } from './in-order.tsx';
import { Inlines } from './inlines.tsx';

export function ListBlock({ block }: { block: Extract<Block, { type: 'list' }> }) {
  const items = inOrder(block.items, (item) => <Item item={item} isTight={block.tight} />);
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function Item({ item, isTight }: { item: ListItem; isTight: boolean }) {
  if (item.checked === null) {
    return (
      <li>
        <ItemBlocks item={item} isTight={isTight} />
      </li>
    );
  }
  return (
    <li data-tick>
      <Tick isTicked={item.checked} label={labelOf(item)} />
      <div className="min-w-0 flex-1">
        <ItemBlocks item={item} isTight={isTight} />
      </div>
    </li>
  );
}

function ItemBlocks({ item, isTight }: { item: ListItem; isTight: boolean }) {
  return inOrder(item.children, (block) =>
    isTight && block.type === 'paragraph' ? <Inlines inlines={block.children} /> : <Drawn blocks={[block]} />,
  );
}

function Tick({ isTicked, label }: { isTicked: boolean; label: string }) {
  const [is, set] = useState(isTicked);
  return (
    <input
      type="checkbox"
      checked={is}
      aria-label={label}
      onChange={(event) => set(event.target.checked)}
      className="mt-[0.4em] size-4 shrink-0 accent-buoy"
    />
  );
}

function labelOf({ children }: ListItem): string {
  const [first] = children;
  return first?.type === 'paragraph' ? plainText(first.children) : '';
}
