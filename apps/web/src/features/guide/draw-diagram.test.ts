import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createDiagramPen, withoutSettings, withoutTags } from './draw-diagram.ts';

it.each([
  ['a["<img src=x onerror=alert(1)>"]', 'a["‹img src=x onerror=alert(1)>"]'],
  ['a["</b><!-- <?x"]', 'a["‹/b>‹!-- ‹?x"]'],
  ['#60;img #lt;img &lt;img &#60;img &#x3c;img &#060;img &ltimg', '‹img ‹img ‹img ‹img ‹img ‹img &ltimg'],
  ['&amp;lt;img #amp;lt;img &#38;lt;img', '‹img ‹img ‹img'],
  ['<<img src=x>>', '<‹img src=x>>'],
])('%s holds no tag', (text, drawn) => {
  expect(withoutTags(text)).toBe(drawn);
});

it('what Mermaid itself writes with these characters stays', () => {
  const text =
    'A <|-- B\nC <--> D\nE["two<br/>lines #quot;said#quot; #35;1"]\n<<interface>> F\nstyle A fill:#600,stroke:#lta\nx < 3';
  expect(withoutTags(text)).toBe(text);
});

it('settings and addresses that a text brings along are left out, the diagram is not', () => {
  const text =
    '---\nconfig:\n  themeCSS: "*{}"\n---\n%%{init: {"htmlLabels": true}}%%\nflowchart LR\n%% a remark\nA-->B{b}\nstyle A fill:url(https://x.example)';
  expect(withoutSettings(text)).toBe(
    '%% init: {"htmlLabels": true}}%%\nflowchart LR\n%% a remark\nA-->B{b}\nstyle A fill:https://x.example)',
  );
});

it('each diagram is drawn in its own theme, whatever is asked for meanwhile; one that fails stops none', async () => {
  let theme: string | undefined;
  const drawn: string[] = [];
  const pen = createDiagramPen(async () => ({
    default: {
      initialize: (config) => {
        theme = config.theme;
      },
      render: async (_id, text) => {
        await sleep(5);
        drawn.push(`${text} ${theme}`);
        throw new Error('this test has no page to draw in');
      },
    },
  }));
  await Promise.all([pen('a', false), pen('b', true), pen('c', false)]);
  expect(drawn).toEqual(['a neutral', 'b dark', 'c neutral']);
});
