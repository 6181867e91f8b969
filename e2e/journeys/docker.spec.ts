// The Docker Engine of an instance, offline.
import { expect, test } from './student-page.ts';

test('from the home page to a container, with no way to the internet', async ({ student }) => {
  await student.openPlayground();
  await student.dockerIsReady();
  expect(await student.run('docker version | grep -A2 Server')).toMatch(/Server:/);
  expect(await student.run('docker run --rm hello-world')).toContain('Hello from Marina!');
});

test('a published port gets a badge, which opens the app on a host of its own', async ({ student, page, context }) => {
  await student.openPlayground();
  await student.dockerIsReady();
  await student.run('docker run -d -p 8080:80 nginx');
  const badge = page.getByRole('link', { name: 'Open port 8080 of node1 in a new tab' });
  await expect(badge).toBeVisible();
  const [app] = await Promise.all([context.waitForEvent('page'), badge.click()]);
  await expect(app.getByRole('heading', { name: /nginx/i })).toBeVisible();
  expect(new URL(app.url()).hostname).toMatch(/^[0-9a-z]{26}\.apps\.localhost$/);
  expect((await context.cookies(app.url())).length, 'Marina’s cookies do not reach an app').toBe(0);
  await app.close();
  await student.run('docker rm --force $(docker ps --quiet)');
  await expect(badge).toBeHidden();
});

test('an image is built, and a stack of two services answers', async ({ student }) => {
  await student.openPlayground();
  await student.dockerIsReady();
  await student.run(`printf 'FROM busybox\\nRUN echo built > /proof\\nCMD ["cat", "/proof"]\\n' > Dockerfile`);
  await student.run('docker build --quiet --tag mine .');
  expect(await student.run('docker run --rm mine')).toMatch(/^built$/m);
  const stack = 'services:\\n  web: {image: nginx, ports: ["8081:80"]}\\n  store: {image: redis}\\n';
  await student.run(`printf '${stack}' > compose.yaml && docker compose --progress quiet up --detach`);
  expect(await student.run('docker compose exec store redis-cli ping')).toContain('PONG');
  expect(await student.run('curl --silent --retry 5 --retry-connrefused localhost:8081')).toContain('nginx');
});

test('a swarm runs a service', async ({ student }) => {
  await student.openPlayground();
  await student.dockerIsReady();
  await student.run('docker swarm init --advertise-addr eth0 | head -1');
  await student.run('docker service create --quiet --detach=false --name web --replicas 2 nginx');
  expect(await student.run('docker service ls')).toMatch(/web .*2\/2/);
});
