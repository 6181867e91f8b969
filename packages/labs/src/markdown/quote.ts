// Quotes, and GitHub's way to write a note: a quote that begins with [!NOTE].
import type { AdmonitionKind, Block } from '../document.ts';

export const admonitionKinds: readonly AdmonitionKind[] = ['note', 'tip', 'important', 'warning', 'caution'];

export function readAdmonition(children: Block[]): Block {
  const [first] = children;
  const text = first?.type === 'paragraph' ? first.children[0] : undefined;
  const [all, word] = text?.type === 'text' ? (/^\[!([A-Za-z]+)\]\s*(?:\n|$)/.exec(text.text) ?? []) : [];
  const kind = admonitionKinds.find((name) => name === word?.toLowerCase());
  if (first?.type !== 'paragraph' || text?.type !== 'text' || all === undefined || !kind)
    return { type: 'quote', children };
  const rest = [{ type: 'text', text: text.text.slice(all.length) } as const, ...first.children.slice(1)];
  const inlines = rest.filter((inline) => inline.type !== 'text' || inline.text !== '');
  const paragraph: Block[] = inlines.length > 0 ? [{ type: 'paragraph', children: inlines }] : [];
  return { type: 'admonition', kind, title: null, children: [...paragraph, ...children.slice(1)] };
}
