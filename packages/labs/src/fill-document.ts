// A student's own copy of a document: variables have their values, and addresses of ports stand in code. No node: import.
import type { Block, Document, Inline } from './document.ts';
import { fillVariables, type VariableValues } from './variables.ts';

export type Filling = {
  variables: VariableValues;
  /** The address under which a port can be opened, without the path; undefined while nobody knows it. */
  portAddress?: (instance: string, port: number) => string | undefined;
};

const portPattern = /\{\{port ([a-z][a-z0-9-]*):(\w+)([^\s{}]*)\}\}/g;

/** A new tree without variables. Port links stay links: their `port` is then a number's digits. */
export function fillDocument(document: Document, filling: Filling): Document {
  return document.map((block) => fillBlock(block, filling));
}

/** The same for a text that is to be run or copied. */
export function fillText(text: string, { variables, portAddress }: Filling): string {
  return fillVariables(text, variables).replace(portPattern, (all, instance: string, port: string, path: string) => {
    const address = portAddress?.(instance, Number(variables[port] ?? port));
    return address === undefined ? all : address + path;
  });
}

function fillBlock(block: Block, filling: Filling): Block {
  const blocks = (children: readonly Block[]) => children.map((child) => fillBlock(child, filling));
  const inlines = (children: readonly Inline[]) => children.map((child) => fillInline(child, filling));
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return { ...block, children: inlines(block.children) };
    case 'code':
    case 'diagram':
      return { ...block, text: fillText(block.text, filling) };
    case 'list':
      return { ...block, items: block.items.map((item) => ({ ...item, children: blocks(item.children) })) };
    case 'table':
      return { ...block, head: block.head.map(inlines), rows: block.rows.map((row) => row.map(inlines)) };
    case 'tabs':
      return { ...block, tabs: block.tabs.map((tab) => ({ ...tab, children: blocks(tab.children) })) };
    case 'quiz':
      return {
        ...block,
        children: blocks(block.children),
        options: block.options.map((option) => ({ children: inlines(option.children) })),
      };
    case 'divider':
      return block;
    case 'admonition':
      return {
        ...block,
        title: block.title === null ? null : fillText(block.title, filling),
        children: blocks(block.children),
      };
    case 'details':
      return { ...block, title: fillText(block.title, filling), children: blocks(block.children) };
    case 'quote':
    case 'task':
      return { ...block, children: blocks(block.children) };
  }
}

function fillInline(inline: Inline, filling: Filling): Inline {
  switch (inline.type) {
    case 'variable':
      return { type: 'text', text: filling.variables[inline.name] ?? `{{${inline.name}}}` };
    case 'code':
      return { ...inline, text: fillText(inline.text, filling) };
    case 'portLink':
      return {
        ...inline,
        port: fillVariables(inline.port, filling.variables),
        path: fillVariables(inline.path, filling.variables),
        children: inline.children.map((child) => fillInline(child, filling)),
      };
    case 'strong':
    case 'emphasis':
    case 'deleted':
    case 'link':
    case 'labLink':
      return { ...inline, children: inline.children.map((child) => fillInline(child, filling)) };
    default:
      return inline;
  }
}
