// Completes package-lock.json after `npm install`. A registry mirror may lack the binaries of other platforms; npm then
// drops these optional packages from the lock, and `npm ci` refuses a lock that lacks them. A stub per missing package
// is enough: it says for which platform it is, so this one never fetches it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SYSTEMS = ['darwin', 'win32', 'android', 'freebsd', 'openharmony', 'sunos', 'aix', 'netbsd', 'openbsd', 'linux'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const NESTED = '/node_modules/';

const file = path.join(import.meta.dirname ?? '.', '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = addStubs(lock.packages);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} stubs added`);

/** @param {Record<string, any>} packages */
function addStubs(packages) {
  let count = 0;
  for (const [place, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const version = /^[\^~]?(\d+\.\d+\.\d+\S*)$/.exec(range)?.[1];
      if (!version || isLocked(packages, place, name)) continue;
      packages[`node_modules/${name}`] = makeStub(name, version);
      count += 1;
    }
  }
  return count;
}

/**
 * Looks where Node would: beside the dependent, then further up.
 * @param {Record<string, any>} packages @param {string} dependent @param {string} name
 */
function isLocked(packages, dependent, name) {
  for (let place = dependent; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf(NESTED)))) {
    if (packages[`${place}${NESTED}${name}`]) return true;
  }
  return packages[`node_modules/${name}`] !== undefined;
}

/** @param {string} name @param {string} version */
function makeStub(name, version) {
  const parts = name.toLowerCase().split(/[-_/@]/);
  const os = SYSTEMS.find((system) => parts.includes(system));
  const cpu = PROCESSORS.find((processor) => parts.some((part) => part === processor || part === `${processor}gnu`));
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(parts.includes('musl') && { libc: ['musl'] }),
    license: 'UNKNOWN',
    optional: true,
    ...(os && { os: [os] }),
  };
}
