import { describe, expect, it } from 'vitest';
import type { Imported } from './imported-lab.ts';
import { built, run, told } from './tried-import.ts';

describe('Play with Docker', () => {
  const post = (text: string, front = 'terms: 2\ntitle: "A lab"\ntags: [linux, developer]\ncategories: beginner') =>
    run({
      '_posts/2017-01-24-a-lab.markdown': `---\n${front.includes('layout:') ? 'date: 2017-01-24' : 'layout: post'}\n${front}\n---\n${text}\n`,
    });
  const body = (imported: Imported) => imported.labs[0]?.steps[0]?.body;

  it.each([
    ['```.term1\ndocker ps\n```', '```sh run\ndocker ps\n```'],
    ['```.term2\ndocker ps\n```', '```sh node2 run\ndocker ps\n```'],
    ['````.term1\nls\n````', '```sh run\nls\n```'],
    ['1. x\n\n    ```.term1\n    ls \\\n      -l\n    ```', '1. x\n\n    ```sh run\n    ls \\\n      -l\n    ```'],
    ['```.term3\nls\n```', '```sh\nls\n```'],
    ['```py\nx\n```', '```py\nx\n```'],
    ['[here](/a){:data-term=".term2"}{:data-port="8080"}', '[here](port:node2:8080/a)'],
    ['[x](https://x.example/){:target="_blank"}', '[x](https://x.example/)'],
    ['{:.quiz}\nWhich?\n- ( ) a\n- (x) b\n\nAfter', ':::quiz quiz-8\nWhich?\n\n- ( ) a\n- (x) b\n:::\n\nAfter'],
    ['{:.quiz}\nBoth?\n- [x] a\n- [x] b', ':::quiz quiz-8\nBoth?\n\n- [x] a\n- [x] b\n:::'],
    ['{:.quiz}\nNone?\n- ( ) a\n- ( ) b', 'None?\n\n- a\n- b'],
    [
      '```.term1\ndocker inspect -f \'{{ "{{ json .Mounts "}}}}\' x\n```',
      "```sh run\ndocker inspect -f '{{ json .Mounts }}' x\n```",
    ],
    ['{% raw %}{{.Names}}{% endraw %}', '`{{.Names}}`'],
    ['[a]({{site.baseurl}}/b/)', 'a'],
    ['* TOC\n{:toc}\nx', 'x'],
    ['<iframe src="https://v.example/1" width="1"></iframe>', '[https://v.example/1](https://v.example/1)'],
    ['![Pic](../images/a.png)', '*Pic*'],
  ])('%j becomes %j', (text, expected) => {
    const imported = post(`${text}\n`);
    expect(body(imported)).toBe(`${expected}\n`);
    built(imported.labs[0]);
  });

  it('a post is a lab with an instance for each terminal and a step for each heading', () => {
    const imported = post(
      'Hello\n\n## First\n\na\n\n```\n## no heading\n```\n\n## <a name="x"></a>Second `one`\n\nb\n',
    );
    const lab = built(imported.labs[0]);
    expect(lab).toMatchObject({
      slug: 'a-lab',
      title: { en: 'A lab' },
      level: 'beginner',
      tags: ['linux', 'developer', 'beginner'],
      layout: { split: 'columns' },
    });
    expect(lab.instances.map(({ name }) => name)).toEqual(['node1', 'node2']);
    expect(lab.steps.map(({ title }) => title.en)).toEqual(['A lab', 'First', 'Second one']);
  });

  it('front matter of every kind is taken, and told', () => {
    const imported = post(
      'x',
      'layout: landing\nterms: 0\ntitle: X\ncategory: [advanced]\nimage: dind\nimg: a.png\nauthor: "@a"',
    );
    expect(built(imported.labs[0])).toMatchObject({ level: 'advanced', instances: [{ name: 'node1' }] });
    expect(told(imported, 'unsupported')).toEqual(expect.arrayContaining(['image', 'img', 'author']));
  });
});
