// A step as a tree that a page can draw without cleaning anything: there is no HTML in it, links go only to http, https
// and mailto, images only to files of the lab. Plain data, no node: import, so it passes through JSON unchanged.

/** A terminal of an instance: the first one is number 1. */
export type Target = { instance: string; terminal: number };

/** What a click on code does. `interrupt` presses Ctrl-C first; with no text, that is all it does. */
export type CodeAction = { type: 'run'; target: Target; interrupt: boolean } | { type: 'copy' };

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis' | 'deleted'; children: Inline[] }
  /** `text` may hold `{{…}}`: see `fillDocument`. */
  | { type: 'code'; text: string; action: CodeAction | null }
  | { type: 'link'; href: string; children: Inline[] }
  /** The address of a port of an instance; with no children, the page writes the address itself. `path` begins with /. */
  | { type: 'portLink'; instance: string; port: string; path: string; children: Inline[] }
  | { type: 'labLink'; lab: string; children: Inline[] }
  /** `source` is a path in the lab's folder, such as `images/bridge.png`. */
  | { type: 'image'; source: string; alt: string }
  /** Gone once `fillDocument` has been through. */
  | { type: 'variable'; name: string }
  | { type: 'break' };

export type ListItem = {
  /** Null where the item is no check box. */
  checked: boolean | null;
  children: Block[];
};

export type AdmonitionKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

export type QuizOption = { children: Inline[] };

export type Block =
  | { type: 'heading'; level: number; id: string; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; tight: boolean; items: ListItem[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'code'; language: string; text: string; title: string | null; action: CodeAction | null; copy: boolean }
  | { type: 'diagram'; text: string }
  | { type: 'table'; align: ('left' | 'center' | 'right' | null)[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'divider' }
  | { type: 'admonition'; kind: AdmonitionKind; title: string | null; children: Block[] }
  | { type: 'details'; title: string; children: Block[] }
  | { type: 'tabs'; tabs: { title: string; children: Block[] }[] }
  /** Where a task belongs. Its checks, hints and solution are not here: they stay with the manager until asked for. */
  | { type: 'task'; id: string; children: Block[]; hints: number; hasSolution: boolean; points: number }
  /** A question without its answer. A text question has no options. */
  | { type: 'quiz'; id: string; kind: 'single' | 'several' | 'text'; children: Block[]; options: QuizOption[] };

export type Document = Block[];

/** The words of inlines, for titles, alternative texts and anchors. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'text' || inline.type === 'code') return inline.text;
      if (inline.type === 'image') return inline.alt;
      if (inline.type === 'variable') return `{{${inline.name}}}`;
      if (inline.type === 'break') return ' ';
      if (inline.type === 'portLink' && inline.children.length === 0) return `${inline.instance}:${inline.port}`;
      return plainText(inline.children);
    })
    .join('');
}
