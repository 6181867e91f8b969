import { expect, it } from 'vitest';
import { withoutTags } from './draw-diagram.ts';

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
