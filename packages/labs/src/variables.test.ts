import { expect, it } from 'vitest';
import { fillDocument, fillText } from './fill-document.ts';
import { type Variables, variableValues } from './variables.ts';

const variables: Variables = {
  name: 'word',
  web: 'port',
  db: 'port',
  colour: { pick: ['red', 'blue'] },
  count: { from: 2, to: 4 },
  token: { hex: 8 },
};

it('the same seed gives the same values, for ever', () => {
  expect(variableValues(variables, 'vwr_1 networks')).toEqual(variableValues(variables, 'vwr_1 networks'));
  expect(variableValues(variables, 'vwr_1 networks')).toMatchInlineSnapshot(`
    {
      "colour": "blue",
      "count": "3",
      "db": "8336",
      "name": "storm",
      "token": "16b36192",
      "web": "8270",
    }
  `);
});

it('values are of their kind, differ between students, and ports never meet', () => {
  const all = Array.from({ length: 2000 }, (_, index) => variableValues(variables, `student ${index}`));
  for (const { web, db, colour, count, token } of all) {
    expect(web).not.toBe(db);
    for (const port of [web, db]) expect(Number(port)).toSatisfy((value: number) => value >= 8001 && value <= 8999);
    expect(['red', 'blue']).toContain(colour);
    expect(['2', '3', '4']).toContain(count);
    expect(token).toMatch(/^[0-9a-f]{8}$/);
  }
  expect(new Set(all.map(({ name }) => name)).size).toBeGreaterThan(50);
  expect(new Set(all.map(({ token }) => token)).size).toBe(2000);
});

it('one variable more changes none of the others', () => {
  const { name } = variableValues(variables, 'a');
  expect(variableValues({ ...variables, another: 'word' }, 'a').name).toBe(name);
});

it('a student’s copy of a text has values and addresses, and Docker’s templates', () => {
  const filling = {
    variables: { name: 'reef', web: '8123' },
    portAddress: (node: string, port: number) => `http://${node}-${port}`,
  };
  expect(fillText('docker run --name {{name}} -f {{.Names}} {{other}}', filling)).toBe(
    'docker run --name reef -f {{.Names}} {{other}}',
  );
  expect(fillText('curl {{port node1:web/x}} {{port node2:{{web}}}} {{port node1:80}}', filling)).toBe(
    'curl http://node1-8123/x http://node2-8123 http://node1-80',
  );
  expect(
    fillDocument(
      [
        {
          type: 'paragraph',
          children: [
            { type: 'variable', name: 'name' },
            { type: 'portLink', instance: 'node1', port: '{{web}}', path: '/', children: [] },
          ],
        },
      ],
      filling,
    ),
  ).toEqual([
    {
      type: 'paragraph',
      children: [
        { type: 'text', text: 'reef' },
        { type: 'portLink', instance: 'node1', port: '8123', path: '/', children: [] },
      ],
    },
  ]);
});
