// A session's instances, its clock and its end.
import { followCreations, listContainers, listNetworks } from '../machine/outer-docker.ts';
import { eventually } from '../machine/settle.ts';
import { listThings, tracesOf } from '../machine/things.ts';
import { expect, test } from './student-page.ts';

test('a second instance is reached by its name', async ({ student, page }) => {
  await student.openPlayground();
  await page.getByRole('button', { name: 'Add instance' }).click();
  await expect(page.getByRole('tab', { name: 'node2' })).toBeVisible();
  await expect(student.screen).toContainText('root@node2');
  expect(await student.run('hostname')).toContain('node2');
  await page.getByRole('tab', { name: 'node1' }).click();
  await expect(student.screen).toContainText('root@node1');
  expect(await student.run('ping -c1 node2')).toContain('1 received');
});

test('the clock shows the time left, and one click adds to it', async ({ student, page }) => {
  await student.openPlayground();
  const clock = page.getByRole('timer');
  await expect(clock).toHaveAccessibleName(/^(89|90) minutes left$/);
  await page.getByRole('button', { name: 'Add 30 minutes' }).click();
  await expect(clock).toHaveAccessibleName(/^(119|120) minutes left$/);
});

test('an ended session says so, and nothing of it is left on the worker', async ({ student, page, place }) => {
  const seen = new Set<string>();
  const stopping = new AbortController();
  followCreations(place, stopping.signal, (id) => seen.add(id));
  await student.openPlayground();
  await student.dockerIsReady();
  await student.run('docker run -d -p 8080:80 nginx');
  const { sessionId } = student;
  const ofSession = ({ session }: { session: string | undefined }) => session === sessionId;
  const containers = (await listContainers(place)).filter(ofSession);
  const networks = (await listNetworks(place)).filter(ofSession);
  for (const { id } of containers) seen.add(id);
  const ids = [...containers, ...networks].map(({ id }) => id.slice(0, 12));
  const tokens = [sessionId, ...ids, ...networks.map(({ bridge }) => bridge)];
  const kinds = tracesOf(await listThings(place, seen), tokens).map((trace) => trace.split(':')[0]);
  expect(new Set(kinds), 'what is looked for is there as long as the session is').toEqual(
    new Set(['containers', 'networks', 'volumes', 'cgroups', 'links', 'rules', 'directories', 'processes']),
  );

  await student.endSession();
  await expect(page.getByRole('heading', { name: 'This session has ended' })).toBeVisible();
  await expect(page.getByText('You ended it.')).toBeVisible();
  const isGone = async () => tracesOf(await listThings(place, seen), tokens).length === 0;
  await eventually('every trace of the session is gone', isGone, 10_000);
  stopping.abort();
});

test('an address without a session says so', async ({ page }) => {
  await page.goto('/s/ses_00000000000000000000000000');
  await expect(page.getByRole('heading', { name: 'No session here' })).toBeVisible();
  await page.getByRole('link', { name: 'To the home page' }).click();
  await expect(page.getByRole('button', { name: 'Open a playground' })).toBeVisible();
});

test('a stranger cannot open somebody’s session, see its terminal, or end it', async ({
  student,
  browser,
  baseURL,
}) => {
  await student.openPlayground();
  const stranger = await browser.newContext({ baseURL });
  const page = await stranger.newPage();
  await page.goto(`/s/${student.sessionId}`);
  await expect(page.getByRole('heading', { name: 'No session here' })).toBeVisible();
  await expect(page.getByTestId('terminal')).toHaveCount(0);
  const address = `/api/v1/sessions/${student.sessionId}`;
  expect((await page.request.get(address)).status()).toBe(404);
  expect((await page.request.delete(address)).status()).toBe(404);
  await stranger.close();
  await student.run('echo still here');
});
