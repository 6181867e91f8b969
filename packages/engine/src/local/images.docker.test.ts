import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, inject, it } from 'vitest';
import { expectCode, folder, requestOf } from '../contract/images-contract.ts';
import { testConfinement } from '../contract/local-subject.ts';
import type { ImageRequest } from '../images.ts';
import { castImage } from './cast-image.ts';
import { connectDocker } from './docker.ts';
import { findDrift, untoldSettings } from './drift.ts';
import { createLocalEngine, type LocalEngine } from './engine.ts';

const client = connectDocker(inject('dockerSocket'));
const gate = { admit: async () => undefined, forget: async () => undefined };
const engine = await newEngine();
const sessionId = `ses_${crypto.randomUUID()}`;
const limits = { memoryBytes: 2 ** 30, cpus: 2, pids: 1024, diskBytes: 3 * 2 ** 30 };

afterEach(() => engine.cluster.removeSession(sessionId));
afterAll(() => engine.images.prune([]));

async function newEngine(): Promise<LocalEngine> {
  return createLocalEngine(client, await testConfinement(), gate);
}

async function instanceOf(image: string, docker = false): Promise<(script: string) => Promise<string>> {
  const id = `ins_${crypto.randomUUID()}`;
  await engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
  await engine.cluster.ensureInstance({ id, sessionId, name: `n${id.slice(4, 12)}`, image, docker, limits });
  return async (script) => {
    const command = ['bash', '-c', script];
    const { stdout, stderr } = await engine.instances.exec(id, { command, timeoutMs: 60_000 });
    return (stdout + stderr).trim();
  };
}

/** Names of everything on the machine that a builder is made of. */
async function builders(): Promise<string[]> {
  const containers = await client.listContainers({ all: true });
  const { Volumes } = await client.listVolumes();
  const networks = await client.listNetworks();
  const disks = await readdir(inject('disks'));
  const names = [...containers.flatMap(({ Names }) => Names), ...(Volumes ?? []).map(({ Name }) => Name)];
  return [...names, ...networks.map(({ Name }) => Name), ...disks].filter((name) => name.includes('bld_'));
}

async function imageNames(): Promise<string[]> {
  return (await client.listImages())
    .flatMap(({ Id, RepoTags }) => (RepoTags ?? []).map((tag) => `${tag} ${Id}`))
    .sort();
}

it('an image keeps its base’s settings, whatever the Dockerfile says, and its files as they were built', async () => {
  const request = requestOf('marina/docker');
  const before = await imageNames();
  await engine.images.ensure(request, folder(everything));
  expect((await imageNames()).filter((name) => !before.includes(name))).toHaveLength(1);
  const [base, built] = await Promise.all(
    ['marina/docker', request.ref].map((name) => client.getImage(name).inspect()),
  );
  if (!base || !built) throw new Error('both are there');
  const settings = ({ Config }: typeof base) => ({ ...Config, Env: [], Labels: {}, Hostname: '', Image: '' });
  expect(settings(built)).toEqual(settings(base));
  // One layer on the base's own, which all share.
  expect(built.RootFS.Layers?.slice(0, -1)).toEqual(base.RootFS.Layers);

  const inside = await instanceOf(request.ref, true);
  expect(await inside('whoami; pwd; echo $SHIP')).toBe('root\n/root\nMarina at sea');
  expect(await inside('ls /usr/bin/tree /srv/gone')).toMatch(/tree.*No such.*\n.*gone.*No such/);
  expect(await inside('cat /etc/vim; ls -A /usr/share/vim; cat "/srv/a name/with spaces"')).toBe('a file\nonly\nhere');
  expect(await inside('stat -c %u:%g:%a /srv/owned /usr/local/bin/as-root')).toBe('1000:1000:640\n0:0:4755');
  expect(await inside('readlink /srv/link; ls -A /.marina-layers 2>&1 | tail -c 10')).toBe('/etc/passwd\ndirectory');
  expect(await inside('cat /etc/hostname')).toMatch(/^n\w+$/);
  expect(await inside('setpriv --reuid=1000 --clear-groups /usr/local/bin/as-root -u')).toBe('0');
  expect(
    await inside(`setpriv --reuid=1000 --clear-groups grep CapPrm /proc/self/status; ${readCapability}`),
  ).toContain('CapPrm:\t0000000000000000\nTrue');
  await inside('until docker version >/dev/null 2>&1; do sleep 0.5; done');
  expect(await inside('docker run --rm hello-world')).toContain('Hello from');
});

it('an instance of such an image is confined as any other', async () => {
  const request = requestOf('marina/base');
  await engine.images.ensure(request, folder('FROM marina/base\nRUN echo more >/more\n'));
  const [built, plain] = [await instanceOf(request.ref), await instanceOf('marina/base')];
  const look = 'cat /proc/self/uid_map /proc/self/gid_map; grep -E "^(Cap|Seccomp|NoNew)" /proc/1/status';
  expect(await built(look)).toBe(await plain(look));
  expect(await built('cat /proc/self/uid_map')).not.toMatch(/^\s*0\s+0\s/);
  const confinement = await testConfinement();
  expect(await findDrift(client, confinement, await untoldSettings(client, confinement))).toEqual([]);
});

it.each([
  ['fills its disk', 'FROM marina/base\nRUN head -c 9G /dev/zero >/big\n', /no space left/i],
  ['makes a file longer than its disk', 'FROM marina/base\nRUN truncate -s 4G /big\n', /no space left/i],
  ['begins from nothing', 'FROM scratch\nCOPY a.txt /a.txt\n', /does not begin FROM marina\/base/],
  ['asks for an environment without end', `FROM marina/base\nENV A=${'x'.repeat(5000)}\n`, /can’t be used/],
])('a Dockerfile that %s is refused and leaves nothing', async (_what, dockerfile, message) => {
  const request = requestOf('marina/base', { limits: { ...limits, diskBytes: 2 ** 31 } });
  const before = await imageNames();
  const error = await expectCode(engine.images.ensure(request, folder(dockerfile)), 'invalid');
  expect(error.message).toMatch(message);
  expect(await imageNames()).toEqual(before);
  expect(await builders()).toEqual([]);
});

it('a mould that holds files with holes, longer than its disk, becomes no image', async () => {
  const inside = await instanceOf('marina/base');
  await inside('truncate -s 40G /holes');
  const [mould] = await client.listContainers({ filters: { label: [`marina.session=${sessionId}`] } });
  const base = await client.getImage('marina/base').inspect();
  const request = { ref: requestOf('marina/base').ref, limits };
  const error = await expectCode(castImage(client, mould?.Id ?? '', { base, env: [], request }), 'invalid');
  expect(error.message).toContain('larger than the disk');
});

it('a builder under way is nobody’s to remove; one that was cut off is', async () => {
  const request = requestOf('marina/base');
  const building = engine.images.ensure(request, folder('FROM marina/base\nRUN sleep 100\n'));
  const failed = expect(building).rejects.toThrow();
  const session = await sessionOfBuilder(engine);
  const known = async ({ cluster }: LocalEngine) =>
    (await cluster.inventory()).some((object) => object.sessionId === session);
  expect(await known(engine)).toBe(false);
  const afterCrash = await newEngine();
  expect(await known(afterCrash)).toBe(true);
  await afterCrash.cluster.removeSession(session);
  await failed;
  expect(await builders()).toEqual([]);
});

it('closing gives up what is being built, and what waits for it', async () => {
  const closing = await newEngine();
  const build = (request: ImageRequest) =>
    expectCode(closing.images.ensure(request, folder('FROM marina/base\nRUN sleep 100\n')), 'unavailable');
  const all = [build(requestOf('marina/base')), build(requestOf('marina/base'))];
  await sessionOfBuilder(closing);
  await closing.images.close();
  await Promise.all(all);
  expect(await builders()).toEqual([]);
});

async function sessionOfBuilder({ images }: LocalEngine): Promise<string> {
  while ((await builders()).length < 3) await sleep(50);
  return images.builderSessions()[0] ?? '';
}

const everything = `FROM busybox AS stage
RUN echo from-a-stage >/staged
FROM marina/docker
COPY --from=stage /staged /srv/staged
ENV SHIP="Marina at sea"
LABEL marina.session=another marina.instance=another
RUN rm /usr/bin/tree && mkdir /srv/gone /srv/owned-too && touch /srv/gone/x
RUN rm -r /srv/gone /etc/vim /usr/share/vim && echo a file >/etc/vim && mkdir /usr/share/vim && touch /usr/share/vim/only
RUN mkdir "/srv/a name" && echo here >"/srv/a name/with spaces" && ln -s /etc/passwd /srv/link
RUN echo mine >/srv/owned && chown 1000:1000 /srv/owned && chmod 640 /srv/owned
RUN cp /usr/bin/id /usr/local/bin/as-root && chmod 4755 /usr/local/bin/as-root
RUN cp /usr/bin/cat /usr/local/bin/able && python3 -c "import os; os.setxattr('/usr/local/bin/able', 'security.capability', bytes.fromhex('0100000200040000000000000000000000000000'))"
RUN mkdir -p /run/x && echo x >/run/x/y
COPY a.txt /var/lib/docker/a.txt
VOLUME /srv
EXPOSE 80
HEALTHCHECK CMD true
STOPSIGNAL SIGQUIT
WORKDIR /proc/self/fd/8
ENTRYPOINT ["/bin/false"]
CMD ["nothing"]
USER nobody
`;

const readCapability = `python3 -c "import os; print(os.getxattr('/usr/local/bin/able', 'security.capability')[5] == 4)"`;
