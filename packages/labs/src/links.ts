// Whether links of the steps lead somewhere: to headings of the same step, to labs, to pictures of the folder.
import type { Block } from './document.ts';
import { report } from './markdown/context.ts';
import type { ReadStep, Source } from './read-steps.ts';

export function checkLinks(steps: readonly ReadStep[], { files, labs }: Source): void {
  for (const { texts } of steps)
    for (const { context, document } of texts.values()) {
      const anchors = new Set(anchorsOf(document));
      for (const { type, target, line } of context.links) {
        if (type === 'anchor' && !anchors.has(target))
          report(context, 'link-broken', line, `There is no heading #${target} here.`);
        if (type === 'lab' && labs && !labs.has(target))
          report(context, 'link-broken', line, `There is no lab "${target}".`);
        if (type === 'image' && !files.has(target))
          report(context, 'file-missing', line, `There is no picture ${target}.`);
      }
    }
}

function anchorsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'heading') return [block.id];
    if (block.type === 'list') return block.items.flatMap((item) => anchorsOf(item.children));
    if (block.type === 'tabs') return block.tabs.flatMap((tab) => anchorsOf(tab.children));
    return 'children' in block && block.type !== 'paragraph' ? anchorsOf(block.children) : [];
  });
}
