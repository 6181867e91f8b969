// Diagrams from Mermaid's text. What comes out is used as a picture, never as a part of the page: scripts, links and
// styles in it can do nothing there.
import type { MermaidConfig } from 'mermaid';

export type DiagramPicture = { url: string; width: number };
/** Rejects when Mermaid can't be loaded. */
export type DiagramPen = (text: string, isDark: boolean) => Promise<DiagramPicture | undefined>;
type Mermaid = Pick<typeof import('mermaid').default, 'initialize' | 'render'>;

/** Gives what draws one diagram; undefined for a text that is none. Mermaid is loaded when it is needed first. */
export function createDiagramPen(load: () => Promise<{ default: Mermaid }> = () => import('mermaid')): DiagramPen {
  let drawn = 0;
  // To set Mermaid up takes about as long as to draw.
  let isSetUpDark: boolean | undefined;
  const draw = async (text: string, isDark: boolean): Promise<DiagramPicture | undefined> => {
    const { default: mermaid } = await load();
    if (isSetUpDark !== isDark) mermaid.initialize(settings(isDark));
    isSetUpDark = isDark;
    drawn += 1;
    try {
      const { svg } = await mermaid.render(`diagram-${drawn}`, withoutTags(withoutSettings(text)));
      return { url: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asXml(svg))}`, width: widthOf(svg) };
    } catch {
      return undefined;
    }
  };
  // One after the other: Mermaid has one theme at a time.
  let last: Promise<unknown> = Promise.resolve();
  return (text, isDark) => {
    const picture = last.then(() => draw(text, isDark));
    last = picture.catch(() => undefined);
    return picture;
  };
}

function settings(isDark: boolean): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: isDark ? 'dark' : 'neutral',
    // A picture has no access to the page's own fonts.
    fontFamily: 'ui-sans-serif, system-ui, sans-serif',
    htmlLabels: false,
    // Narrower names than the least width are drawn at its left.
    flowchart: { htmlLabels: false, minNodeWidth: 0 },
    state: { minNodeWidth: 0 },
    // Lines would show through what is written on them.
    themeCSS: '.edgeLabel rect { opacity: 1 !important; }',
  };
}

/**
 * Settings that a text brings along, and addresses in its styles, would count in the page where it is measured:
 * https://mermaid.js.org/config/directives.html
 */
export function withoutSettings(text: string): string {
  return text
    .replace(/^\s*---\s*\n[\s\S]*?\n\s*---\s*(?:\n|$)/, '')
    .replace(/%%\s*\{/g, '%% ')
    .replace(/url\s*\(|@import/gi, '');
}

/** Kept: line breaks, and what Mermaid writes above a name. Then, in all its spellings, what a tag could begin with. */
const tagStarts = /<br\s*\/?>|<<\w+>>|<(?=[a-z/!?])|[&#](?:#|amp;?|0*38;?|x0*26;?)*(?:lt|0*60|x0*3c)(?!\w);?/gi;

/** Mermaid measures labels in the page, and with them whatever HTML they hold: only line breaks may be left of it. */
export function withoutTags(text: string): string {
  return text.replace(tagStarts, (found) => (found.endsWith('>') ? found : '‹'));
}

/** What is written for a page may leave out what a picture needs, such as the end of a <br>. */
function asXml(svg: string): string {
  const drawn = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  return drawn ? new XMLSerializer().serializeToString(drawn) : svg;
}

/** The svg itself asks for all the width there is. */
function widthOf(svg: string): number {
  const [, width = ''] = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+)/.exec(svg) ?? [];
  return Math.ceil(Number(width)) || 480;
}
