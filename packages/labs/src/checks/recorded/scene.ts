// What stands on an engine when its answers are recorded, and what each assertion must say of it.
import type { Assertion } from '../assertion.ts';

/** Run in order in an instance with Docker, by root's shell. */
export const scene = {
  single: String.raw`
docker network create --label tier=front front
docker network create --internal --subnet 10.77.0.0/24 back
docker volume create --label keep=yes data
docker volume create spare
docker run --rm -v data:/d busybox sh -c 'echo "hello  harbour" > /d/index.html'
docker run -d --name web --network front -p 8080:80 -e COLOUR=blue --label app=shop -m 64m --cpus 0.5 --pids-limit 100 --restart unless-stopped -v data:/srv/data:ro nginx
docker run -d --name web-2 -p 127.0.0.1:8082:80 --network front nginx
docker run -d --name tiny --read-only --cap-drop ALL --cap-add NET_RAW --user 1000 --workdir /tmp --hostname tiny busybox sleep 1000
docker run --name failed busybox sh -c 'echo out of luck; exit 3' || true
docker create --name never busybox true
docker run -d --name hosted --network host busybox sleep 1000
docker run -d --name lonely --network none -v /cache busybox sleep 1000
docker run -d --name resting busybox sleep 1000
docker pause resting
docker run -d --name bound --security-opt no-new-privileges -v /etc/hostname:/host:ro busybox sleep 1000
mkdir -p /root/app /root/shop
printf 'FROM busybox\nLABEL version=2\nENV MODE=test\nWORKDIR /app\nRUN echo 1 > one\nEXPOSE 8000\nUSER 1000\nENTRYPOINT ["/bin/sh", "-c"]\nCMD ["date"]\n' > /root/app/Dockerfile
docker build -q -t app:1.0 /root/app
printf 'services:\n  web: {image: nginx, scale: 2}\n  db: {image: redis}\n' > /root/shop/compose.yaml
cd /root/shop && docker compose up -d && docker compose stop db
for try in 1 2 3 4 5 6 7 8 9 10; do curl -s localhost:8080 >/dev/null && break; sleep 0.5; done
`,
  swarm: String.raw`
docker swarm init --advertise-addr eth0 >/dev/null 2>&1 || docker swarm init --advertise-addr lo
echo s3cret | docker secret create password -
echo a=1 | docker config create settings -
docker network create -d overlay --attachable mesh
docker service create -d --name api --replicas 2 --network mesh --secret password --env MODE=test --limit-memory 64m --constraint node.role==manager --endpoint-mode dnsrr busybox sleep 1000
docker service create -d --name roaming --mode global --endpoint-mode dnsrr busybox sleep 1000
mkdir -p /root/stack
printf 'version: "3.8"\nservices:\n  cache:\n    image: redis\n    deploy: {endpoint_mode: dnsrr}\n' > /root/stack/stack.yaml
docker stack deploy -c /root/stack/stack.yaml mall
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  [ "$(docker service ls --format '{{.Replicas}}' | sort -u | tr '\n' ' ')" = "1/1 2/2 " ] && break
  sleep 1
done
`,
} as const;

export type Phase = keyof typeof scene;

/** What must be said; null where the assertion holds. */
export type Case = { phase: Phase; assertion: Assertion; en: string | null; fr: string | null };

function holds(assertion: Assertion, phase: Phase = 'single'): Case {
  return { phase, assertion, en: null, fr: null };
}

function says(assertion: Assertion, en: string, fr: string, phase: Phase = 'single'): Case {
  return { phase, assertion, en, fr };
}

export const cases: Case[] = [
  holds({ container: 'web' }),
  holds({
    container: 'web',
    state: 'running',
    health: 'none',
    restarts: 0,
    restartPolicy: 'unless-stopped',
    image: 'nginx',
    env: { COLOUR: 'bl*', NOTHING: null },
    labels: { app: 'shop' },
    memory: '64m',
    cpus: { atMost: 0.5 },
    pids: 100,
    privileged: false,
    readOnly: false,
    mounts: ['data:/srv/data:ro'],
    networks: 'front',
    ports: ['8080:80', 80],
    logs: 'GET / HTTP',
    not: { networks: ['bridge', 'back'], capAdd: 'NET_ADMIN' },
  }),
  says({ container: 'wbe' }, 'There is no container `wbe`.', 'Il n’y a pas de conteneur `wbe`.'),
  says(
    { container: 'web', networks: ['bridge'] },
    '`web` is running, but on `front`, not on `bridge`.',
    '`web` tourne, mais sur `front`, pas sur `bridge`.',
  ),
  says(
    { container: 'web', not: { networks: ['front'] } },
    '`web` is running, but on `front`.',
    '`web` tourne, mais sur `front`.',
  ),
  says(
    { container: 'web', image: 'httpd' },
    '`web` is running, but its image is `nginx`, not `httpd`.',
    '`web` tourne, mais son image est `nginx`, pas `httpd`.',
  ),
  says(
    { container: 'web', ports: ['9090:80'] },
    '`web` is running, but its port `80` is published on `8080`, not on `9090`.',
    '`web` tourne, mais son port `80` est publié sur `8080`, pas sur `9090`.',
  ),
  says(
    { container: 'web', ports: ['8080:8000'] },
    '`web` is running, but port `8080` leads to its port `80`, not `8000`.',
    '`web` tourne, mais le port `8080` mène à son port `80`, pas `8000`.',
  ),
  says(
    { container: 'web', ports: ['127.0.0.1:8080:80'] },
    '`web` is running, but its port `80` is published on every address, not on `127.0.0.1`.',
    '`web` tourne, mais son port `80` est publié sur toutes les adresses, pas sur `127.0.0.1`.',
  ),
  holds({ container: 'web-2', ports: ['127.0.0.1:8082:80'] }),
  says(
    { container: 'tiny', ports: [80] },
    '`tiny` is running, but its port `80` is not published.',
    '`tiny` tourne, mais son port `80` n’est pas publié.',
  ),
  says(
    { container: 'web', env: { COLOUR: 'red' } },
    '`web` is running, but the variable `COLOUR` is `blue`, not `red`.',
    '`web` tourne, mais la variable `COLOUR` vaut `blue`, pas `red`.',
  ),
  says(
    { container: 'web', env: { SIZE: '*' } },
    '`web` is running, but the variable `SIZE` is missing.',
    '`web` tourne, mais la variable `SIZE` manque.',
  ),
  says(
    { container: 'web', memory: { atMost: '32m' } },
    '`web` is running, but its memory limit is 64 MiB, not at most 32 MiB.',
    '`web` tourne, mais sa limite de mémoire est 64 MiB, pas au plus 32 MiB.',
  ),
  says(
    { container: 'tiny', memory: { atMost: '32m' } },
    '`tiny` is running, but it has no memory limit.',
    '`tiny` tourne, mais il n’a pas de limite de mémoire.',
  ),
  says(
    { container: 'web', mounts: ['spare:/srv/data'] },
    '`web` is running, but `/srv/data` is the volume `data`, not `spare`.',
    '`web` tourne, mais `/srv/data` est le volume `data`, pas `spare`.',
  ),
  says(
    { container: 'web', mounts: ['data:/srv/data:rw'] },
    '`web` is running, but `/srv/data` is mounted read-only.',
    '`web` tourne, mais `/srv/data` est monté en lecture seule.',
  ),
  says(
    { container: 'web', mounts: ['data:/var/lib/data'] },
    '`web` is running, but nothing is mounted at `/var/lib/data`.',
    '`web` tourne, mais rien n’est monté sur `/var/lib/data`.',
  ),
  says(
    { container: 'lonely', mounts: ['data:/cache'] },
    '`lonely` is running, but `/cache` is an anonymous volume, not `data`.',
    '`lonely` tourne, mais `/cache` est un volume anonyme, pas `data`.',
  ),
  says(
    { container: 'lonely', mounts: ['/cache:ro'] },
    '`lonely` is running, but `/cache` can be written to.',
    '`lonely` tourne, mais `/cache` est ouvert en écriture.',
  ),
  holds({ container: 'bound', mounts: ['/etc/hostname:/host:ro'], securityOptions: 'no-new-privileges*' }),
  holds({
    container: 'tiny',
    readOnly: true,
    capDrop: 'ALL',
    capAdd: ['CAP_NET_RAW'],
    user: '1000',
    workdir: '/tmp',
    hostname: 'tiny',
    command: 'sleep *',
    networks: 'bridge',
  }),
  says(
    { container: 'tiny', capAdd: 'NET_ADMIN' },
    '`tiny` is running, but it was given `NET_RAW`, not `NET_ADMIN`.',
    '`tiny` tourne, mais il a reçu `NET_RAW`, pas `NET_ADMIN`.',
  ),
  says(
    { container: 'web', readOnly: true },
    '`web` is running, but its root can be written to.',
    '`web` tourne, mais sa racine est ouverte en écriture.',
  ),
  says(
    { container: 'failed', state: 'running' },
    '`failed` exists, but it has stopped, with exit code 3.',
    '`failed` existe, mais il est arrêté, avec le code de sortie 3.',
  ),
  holds({ container: 'failed', state: 'exited', exitCode: 3, logs: 'out of luck', networks: 'bridge' }),
  says(
    { container: 'failed', exitCode: 0 },
    '`failed` exists, but it exited with 3, not 0.',
    '`failed` existe, mais son code de sortie est 3, pas 0.',
  ),
  says(
    { container: 'failed', logs: 'success' },
    '`failed` exists, but its logs do not show `success`.',
    '`failed` existe, mais ses journaux ne montrent pas `success`.',
  ),
  says(
    { container: 'never', state: 'running' },
    '`never` exists, but it has never been started.',
    '`never` existe, mais il n’a jamais été démarré.',
  ),
  says(
    { container: 'resting', state: 'running' },
    '`resting` exists, but it is paused.',
    '`resting` existe, mais il est en pause.',
  ),
  says({ container: 'web', exists: false }, 'There is still a container `web`.', 'Il y a encore un conteneur `web`.'),
  holds({ container: 'gone', exists: false }),
  holds({ container: 'hosted', networks: 'host' }),
  holds({ container: 'lonely', networks: 'none', not: { networks: 'bridge' } }),
  holds({ container: 'web*', image: 'nginx', networks: 'front', count: 2 }),
  says(
    { container: 'web*', image: 'nginx', networks: 'front', count: 3 },
    '2 containers fit, not 3.',
    '2 conteneurs conviennent, pas 3.',
  ),
  says(
    { container: 'web*', ports: ['8080:80'], count: { atLeast: 2 } },
    '1 container fits, not at least 2: `web-2` is running, but its port `80` is published on `8082`, not on `8080`.',
    '1 conteneur convient, pas au moins 2 : `web-2` tourne, mais son port `80` est publié sur `8082`, pas sur `8080`.',
  ),
  says(
    { container: 'api-*' },
    'There is no container whose name fits `api-*`.',
    'Il n’y a pas de conteneur dont le nom correspond à `api-*`.',
  ),

  holds({ image: 'nginx', tags: 'nginx:latest' }),
  holds({
    image: 'app:1.0',
    from: 'busybox',
    layers: { atLeast: 2 },
    labels: { version: '2' },
    env: { MODE: 'test' },
    workdir: '/app',
    user: '1000',
    entrypoint: '/bin/sh -c',
    command: 'date',
    exposes: [8000],
    architecture: '*',
    size: { atMost: '900MB' },
    not: { from: 'nginx', exposes: [80] },
  }),
  says({ image: 'app:2.0' }, 'There is no image `app:2.0`.', 'Il n’y a pas d’image `app:2.0`.'),
  says(
    { image: 'app:1.0', from: 'nginx' },
    '`app:1.0` exists, but it is not built on `nginx`.',
    '`app:1.0` existe, mais elle n’est pas construite sur `nginx`.',
  ),
  says(
    { image: 'app:1.0', exposes: [80] },
    '`app:1.0` exists, but it exposes `8000/tcp`, not `80/tcp`.',
    '`app:1.0` existe, mais elle expose `8000/tcp`, pas `80/tcp`.',
  ),
  says(
    { image: 'app:1.0', user: 'nobody' },
    '`app:1.0` exists, but its user is `1000`, not `nobody`.',
    '`app:1.0` existe, mais son utilisateur est `1000`, pas `nobody`.',
  ),
  holds({ image: 'app:*', count: 1 }),
  holds({ image: 'ubuntu', exists: false }),

  holds({ network: 'front', driver: 'bridge', labels: { tier: 'front' }, members: ['web', 'web-2'], internal: false }),
  holds({ network: 'back', internal: true, subnet: '10.77.0.0/24', not: { members: 'web' } }),
  says({ network: 'middle' }, 'There is no network `middle`.', 'Il n’y a pas de réseau `middle`.'),
  says(
    { network: 'front', driver: 'macvlan' },
    '`front` exists, but its driver is `bridge`, not `macvlan`.',
    '`front` existe, mais son pilote est `bridge`, pas `macvlan`.',
  ),
  says(
    { network: 'front', internal: true },
    '`front` exists, but it has a way out.',
    '`front` existe, mais il a une sortie.',
  ),
  says(
    { network: 'back', members: ['web'] },
    '`back` exists, but nobody is on it, not `web`.',
    '`back` existe, mais personne n’y est, pas `web`.',
  ),
  says(
    { network: 'back', subnet: '10.78.0.0/24' },
    '`back` exists, but its subnet is `10.77.0.0/24`, not `10.78.0.0/24`.',
    '`back` existe, mais son sous-réseau est `10.77.0.0/24`, pas `10.78.0.0/24`.',
  ),

  holds({
    volume: 'data',
    driver: 'local',
    labels: { keep: 'yes' },
    inUse: true,
    files: { 'index.html': 'hello harbour' },
  }),
  holds({ volume: 'data', files: { 'gone.html': false, 'index.html': true } }),
  says({ volume: 'date' }, 'There is no volume `date`.', 'Il n’y a pas de volume `date`.'),
  says(
    { volume: 'spare', inUse: true },
    '`spare` exists, but no container has it mounted.',
    '`spare` existe, mais aucun conteneur ne l’a monté.',
  ),
  says(
    { volume: 'data', files: { 'index.html': 'bye' } },
    '`data` exists, but its file `index.html` does not hold `bye`.',
    '`data` existe, mais son fichier `index.html` ne contient pas `bye`.',
  ),
  says(
    { volume: 'spare', files: { 'index.html': true } },
    '`spare` exists, but there is no file `index.html` in it.',
    '`spare` existe, mais il ne contient pas de fichier `index.html`.',
  ),

  holds({ compose: 'shop', services: { web: 2, db: 0 } }),
  holds({ compose: 'shop', services: ['web'] }),
  holds({ compose: 'market', exists: false }),
  says({ compose: 'market' }, 'There is no Compose project `market`.', 'Il n’y a pas de projet Compose `market`.'),
  says(
    { compose: 'shop', services: ['web', 'db'] },
    'The service `db` of `shop` is there, but does not run.',
    'Le service `db` de `shop` est là, mais ne tourne pas.',
  ),
  says(
    { compose: 'shop', services: ['cache'] },
    '`shop` runs, but without a service `cache`.',
    '`shop` tourne, mais sans service `cache`.',
  ),
  says(
    { compose: 'shop', services: { web: 3 } },
    'The service `web` of `shop` has 2 running containers, not 3.',
    'Le service `web` de `shop` a 2 conteneurs en marche, pas 3.',
  ),
  says(
    { compose: 'shop', exists: false },
    'The project `shop` still has containers.',
    'Le projet `shop` a encore des conteneurs.',
  ),

  holds({ http: 8080, contains: 'Welcome to nginx', headers: { Server: 'nginx*' }, lacks: 'Apache' }),
  holds({ http: 9, answers: false }),
  says({ http: 9 }, 'Nothing answers on `node1:9`.', 'Rien ne répond sur `node1:9`.'),
  says(
    { http: 8080, path: '/nothing' },
    '`node1:8080` answers, but with status 404.',
    '`node1:8080` répond, mais avec le code 404.',
  ),
  says(
    { http: 8080, status: 301 },
    '`node1:8080` answers, but with status 200, not 301.',
    '`node1:8080` répond, mais avec le code 200, pas 301.',
  ),
  says(
    { http: 8080, contains: 'Hello' },
    '`node1:8080` answers, but the page does not show `Hello`.',
    '`node1:8080` répond, mais la page ne montre pas `Hello`.',
  ),

  holds({
    file: '/root/app/Dockerfile',
    kind: 'file',
    contains: ['FROM busybox', 'RUN echo *one'],
    mode: '644',
    owner: 'root',
  }),
  holds({ file: '/srv/data/index.html', in: 'web', equals: 'hello  harbour' }),
  holds({ file: '/nothing', exists: false }),
  says({ file: '/x', in: 'failed', exists: false }, '`failed` does not run.', '`failed` ne tourne pas.'),
  says(
    { file: '/nothing' },
    'There is no file `/nothing` in `node1`.',
    'Il n’y a pas de fichier `/nothing` dans `node1`.',
  ),
  says(
    { file: '/root/app', kind: 'file' },
    '`/root/app` exists, but it is a directory.',
    '`/root/app` existe, mais c’est un répertoire.',
  ),
  says(
    { file: '/root/app/Dockerfile', lacks: 'USER 1000' },
    '`/root/app/Dockerfile` exists, but it still holds `USER 1000`.',
    '`/root/app/Dockerfile` existe, mais il contient encore `USER 1000`.',
  ),

  says({ swarm: 'manager' }, '`node1` is in no swarm.', '`node1` n’est dans aucun swarm.'),
  holds({ swarm: 'inactive' }),
  says({ service: 'api' }, '`node1` is no manager of a swarm.', '`node1` n’est manager d’aucun swarm.'),
  holds({ service: 'api', exists: false }),

  holds({ swarm: 'manager', managers: 1, nodes: 1 }, 'swarm'),
  says(
    { swarm: 'manager', nodes: 3 },
    'There is a swarm, but it has 1 node, not 3.',
    'Il y a un swarm, mais il a 1 nœud, pas 3.',
    'swarm',
  ),
  holds({ node: '*', role: 'manager', availability: 'active', state: 'ready', leader: true, count: 1 }, 'swarm'),
  says(
    { node: 'node1', availability: 'drain' },
    '`node1` exists, but its availability is `active`, not `drain`.',
    '`node1` existe, mais sa disponibilité est `active`, pas `drain`.',
    'swarm',
  ),
  holds(
    {
      service: 'api',
      replicas: 2,
      running: 2,
      mode: 'replicated',
      image: 'busybox',
      command: 'sleep 1000',
      env: { MODE: 'test' },
      networks: 'mesh',
      secrets: 'password',
      constraints: 'node.role == manager',
      memory: '64m',
      not: { secrets: 'other' },
    },
    'swarm',
  ),
  says(
    { service: 'api', replicas: 3 },
    '`api` exists, but it wants 2 tasks, not 3.',
    '`api` existe, mais il veut 2 tâches, pas 3.',
    'swarm',
  ),
  says(
    { service: 'api', ports: ['8080:80'] },
    '`api` exists, but its port `80` is not published.',
    '`api` existe, mais son port `80` n’est pas publié.',
    'swarm',
  ),
  says(
    { service: 'api', networks: 'front' },
    '`api` exists, but it is on `mesh`, not `front`.',
    '`api` existe, mais il est sur `mesh`, pas `front`.',
    'swarm',
  ),
  holds({ service: 'roaming', mode: 'global', running: 1 }, 'swarm'),
  says({ service: 'web' }, 'There is no service `web`.', 'Il n’y a pas de service `web`.', 'swarm'),
  holds({ stack: 'mall', services: ['cache'] }, 'swarm'),
  says({ stack: 'market' }, 'There is no stack `market`.', 'Il n’y a pas de pile `market`.', 'swarm'),
  says(
    { stack: 'mall', services: 'web' },
    '`mall` exists, but without a service `web`.',
    '`mall` existe, mais sans service `web`.',
    'swarm',
  ),
  holds({ secret: 'password' }, 'swarm'),
  says({ secret: 'key' }, 'There is no secret `key`.', 'Il n’y a pas de secret `key`.', 'swarm'),
  holds({ config: 'settings', count: 1 }, 'swarm'),
  holds({ network: 'mesh', driver: 'overlay', attachable: true, scope: 'swarm' }, 'swarm'),
];
