import { buildLab } from '@marina/labs/build-lab';
import type { Document } from '@marina/labs/document';
import type { LabContent } from '@marina/protocol/lab-content';
import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import messages from '../../../messages/en.json' with { type: 'json' };
import { Blocks } from './blocks.tsx';
import { createDiagramPictures, DiagramsProvider } from './diagram-pictures.ts';
import { DrawnProvider } from './drawn.tsx';
import { GuideProvider, type GuideSession } from './guide-context.ts';

const manifest = `
title: { en: Hostile }
summary: { en: Hostile }
level: beginner
durationMinutes: 10
instances: [{ name: node1, image: marina/docker }]
`;

const lab: LabContent = {
  slug: 'hostile',
  title: { en: 'Hostile' },
  summary: { en: 'Hostile' },
  level: 'beginner',
  durationMinutes: 10,
  tags: [],
  languages: ['en'],
  instances: [{ name: 'node1', image: 'marina/docker' }],
  egress: 'mirror',
  counts: { steps: 1, tasks: 1, quizzes: 1 },
  points: 2,
  steps: [],
  tasks: [],
  quizzes: [],
  layout: null,
  exposures: [],
};

const session: GuideSession = {
  id: 'ses_0',
  instances: [],
  run: async () => 'typed',
  checks: undefined,
  onChecks: () => undefined,
};

const nothing = async () => undefined;

function draw(document: Document, options: { session?: GuideSession } = {}): string {
  const guide = {
    lab,
    progress: { variables: {}, step: null, tasks: {}, quizzes: {} },
    actions: { askForHint: nothing, askForSolution: nothing, answer: nothing, keepStep: () => undefined },
    session: options.session,
  };
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <GuideProvider value={guide}>
        <DiagramsProvider value={createDiagramPictures()}>
          <DrawnProvider value={Blocks}>
            <Blocks blocks={document} />
          </DrawnProvider>
        </DiagramsProvider>
      </GuideProvider>
    </NextIntlClientProvider>,
  );
}

function parse(text: string): Document {
  const files = new Map([
    ['lab.yaml', { text: manifest }],
    ['01-step.en.md', { text: `# Step\n\n${text}` }],
  ]);
  return buildLab('hostile', files).lab?.steps[0]?.documents.en ?? [];
}

const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

it('HTML in every place that an author can write to stays text', () => {
  const places = [
    evil,
    `## ${evil}`,
    `- ${evil}`,
    `> ${evil}`,
    `| a | ${evil} |\n|---|---|\n| ${evil} | b |`,
    `\`${evil}\`{{copy}}`,
    `\`\`\`sh run\n${evil}\n\`\`\``,
    `\`\`\`mermaid\n${evil}\n\`\`\``,
    `:::note ${evil}\n${evil}\n:::`,
    `:::details ${evil}\n${evil}\n:::`,
    `:::tabs\n:::tab ${evil}\n${evil}\n:::\n:::`,
    `:::task evil\n${evil}\n\n\`\`\`sh check\ntrue\n\`\`\`\n:::`,
    `:::quiz evil\n${evil}\n\n- (x) ${evil}\n- ( ) b\n:::`,
  ];
  for (const place of places) {
    const markup = draw(parse(place), { session });
    expect(markup, place).toContain('onerror=&quot;alert(1)&quot;');
    expect(markup, place).not.toMatch(/<script|<img/);
  }
});

it('a link of another kind than the lab’s reader lets through leads nowhere', () => {
  for (const href of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,<b>', 'vbscript:x']) {
    const markup = draw([
      { type: 'paragraph', children: [{ type: 'link', href, children: [{ type: 'text', text: 'x' }] }] },
    ]);
    expect(markup).not.toContain('href');
  }
});

it('code runs where it says, and nowhere without a session', () => {
  const document = parse('```sh node1#2 run interrupt\ndocker ps\n```\n\n`docker ps`{{run}}');
  expect(draw(document, { session })).toContain('aria-label="Press Ctrl + C, then run in node1#2"');
  expect(draw(document, { session }).match(/data-run/g)).toHaveLength(2);
  expect(draw(document)).not.toContain('data-run');
});

it('a port is a link once something listens there, and says so until then', () => {
  const document = parse('[the page](port:node1:8080/hello)');
  expect(draw(document, { session })).toContain('open it once something listens on port 8080 of node1');
  const instance = {
    id: 'ins_0',
    name: 'node1',
    image: 'marina/docker',
    status: 'running' as const,
    address: null,
    dockerReady: true,
    exposures: [{ port: 8080, url: 'http://label.apps.localhost/' }],
    terminals: [],
  };
  expect(draw(document, { session: { ...session, instances: [instance] } })).toContain(
    'href="http://label.apps.localhost/hello"',
  );
});
