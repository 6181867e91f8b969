// The images that Marina ships: what each is made of and how it runs.

/** How a container of the image runs, in the words of Docker's image format. */
export interface RunConfig {
  Entrypoint?: string[];
  Cmd?: string[];
  Env?: string[];
  WorkingDir?: string;
  ExposedPorts?: Record<string, object>;
  Volumes?: Record<string, object>;
  StopSignal?: string;
}

export interface Image {
  name: string;
  title: string;
  /**
   * bootstrap: a Debian tree made from nothing;
   * layer: one layer on top of the parent;
   * flat: a copy of the parent as one layer, without its documentation;
   * scratch: only what the recipe puts into /run/build/out, the parent being its workshop.
   */
  how: 'bootstrap' | 'layer' | 'flat' | 'scratch';
  parent?: string;
  /** Folder under recipes/ with `setup` (run inside) and `files/` (copied in before it). */
  recipe: string;
  packages?: string[];
  /** Package whose upstream version names the image: 1.26.3 gives the tags 1.26.3, 1.26 and 1. */
  versionOf?: string;
  tags?: string[];
  /** Appended to each version tag for a second name of the same image. */
  variants?: string[];
  run?: RunConfig;
}

export const SUITE = 'trixie';

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const INSTANCE_ENV = [PATH, 'LANG=C.UTF-8', 'HOME=/root', 'EDITOR=nano', 'PAGER=less', 'LESS=-R'];

export const IMAGES: Image[] = [
  { name: 'marina/system', title: 'Debian, the root of every other image', how: 'bootstrap', recipe: 'system' },
  {
    name: 'marina/base',
    title: 'Marina instance',
    how: 'layer',
    parent: 'marina/system',
    recipe: 'base',
    packages: [
      ...['bash-completion', 'bind9-dnsutils', 'ca-certificates', 'curl', 'file', 'git', 'htop'],
      ...['iproute2', 'iputils-ping', 'jq', 'less', 'man-db', 'manpages', 'nano', 'net-tools', 'netcat-openbsd'],
      ...['openssh-client', 'procps', 'psmisc', 'python3', 'strace', 'tini', 'tmux', 'tree', 'unzip', 'vim', 'wget'],
    ],
    run: {
      Entrypoint: ['/usr/bin/tini', '--', '/usr/local/lib/marina/entrypoint'],
      Env: [...INSTANCE_ENV, 'MARINA_DOCKER=0'],
      WorkingDir: '/root',
    },
  },
  {
    name: 'marina/docker',
    title: 'Marina instance with Docker',
    how: 'layer',
    parent: 'marina/base',
    recipe: 'docker',
    packages: ['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'iptables'],
    versionOf: 'docker.io',
    run: {
      Entrypoint: ['/usr/bin/tini', '--', '/usr/local/lib/marina/entrypoint'],
      Env: [...INSTANCE_ENV, 'MARINA_DOCKER=1'],
      WorkingDir: '/root',
      Volumes: { '/var/lib/docker': {} },
    },
  },
  {
    name: 'library/debian',
    title: 'Debian',
    how: 'flat',
    parent: 'marina/system',
    recipe: 'debian',
    versionOf: '/etc/debian_version',
    tags: ['trixie', 'stable'],
    variants: ['-slim'],
    run: { Cmd: ['bash'], Env: [PATH] },
  },
  {
    name: 'library/hello-world',
    title: 'Hello from Marina',
    how: 'scratch',
    parent: 'library/debian',
    recipe: 'hello-world',
    tags: ['linux'],
    run: { Cmd: ['/hello'], Env: [PATH] },
  },
  {
    name: 'library/busybox',
    title: 'BusyBox',
    how: 'scratch',
    parent: 'library/debian',
    recipe: 'busybox',
    packages: ['busybox-static'],
    versionOf: 'busybox-static',
    tags: ['stable'],
    run: { Cmd: ['sh'], Env: [PATH] },
  },
  {
    name: 'library/nginx',
    title: 'nginx',
    how: 'layer',
    parent: 'library/debian',
    recipe: 'nginx',
    packages: ['nginx', 'curl', 'gettext-base'],
    versionOf: 'nginx',
    tags: ['stable'],
    run: {
      Entrypoint: ['/docker-entrypoint.sh'],
      Cmd: ['nginx', '-g', 'daemon off;'],
      Env: [PATH],
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGQUIT',
    },
  },
  {
    name: 'library/httpd',
    title: 'Apache HTTP Server',
    how: 'layer',
    parent: 'library/debian',
    recipe: 'httpd',
    packages: ['apache2-bin', 'media-types'],
    versionOf: 'apache2-bin',
    run: {
      Cmd: ['httpd-foreground'],
      Env: ['HTTPD_PREFIX=/usr/local/apache2', PATH.replace('=', '=/usr/local/apache2/bin:')],
      WorkingDir: '/usr/local/apache2',
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGWINCH',
    },
  },
  {
    name: 'library/redis',
    title: 'Redis',
    how: 'layer',
    parent: 'library/debian',
    recipe: 'redis',
    packages: ['redis-server'],
    versionOf: 'redis-server',
    run: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['redis-server'],
      Env: [PATH],
      WorkingDir: '/data',
      ExposedPorts: { '6379/tcp': {} },
      Volumes: { '/data': {} },
    },
  },
  {
    name: 'library/python',
    title: 'Python',
    how: 'layer',
    parent: 'library/debian',
    recipe: 'python',
    packages: ['python3', 'python3-pip', 'python3-venv'],
    versionOf: 'python3.13',
    tags: ['slim'],
    variants: ['-slim'],
    run: { Cmd: ['python3'], Env: [PATH, 'LANG=C.UTF-8'] },
  },
  {
    name: 'library/registry',
    title: 'Docker registry',
    how: 'layer',
    parent: 'library/debian',
    recipe: 'registry',
    packages: ['docker-registry', 'ca-certificates'],
    versionOf: 'docker-registry',
    run: {
      Entrypoint: ['/entrypoint.sh'],
      Cmd: ['/etc/docker/registry/config.yml'],
      Env: [PATH],
      ExposedPorts: { '5000/tcp': {} },
      Volumes: { '/var/lib/registry': {} },
    },
  },
];
