// node scripts/complete-lock.mjs: run after a dependency was added through a registry mirror that has only some platforms'
// packages. npm then leaves the other platforms' optional packages out of package-lock.json, and `npm ci` refuses the file
// everywhere. This adds them back from what their parents ask for. They carry no checksum: the mirror could not give one.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
const PLATFORM =
  /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|windows)-([a-z0-9]+)(?:-(gnu|musl|msvc|eabi|gnueabihf|musleabihf))?$/;

const lock = JSON.parse(readFileSync(FILE, 'utf8'));

/** Where Node would find a package from another one: its own node_modules, then its parents'. */
function isThere(from, name) {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('node_modules')).replace(/\/$/, '')) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

const added = {};
for (const [parent, { optionalDependencies = {}, dev, license }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isThere(parent, name)) continue;
    const [, os, cpu, abi] = PLATFORM.exec(name) ?? [];
    if (os === undefined || !/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`cannot complete ${name}@${version} by its name`);
    added[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(dev && { dev }),
      ...(abi?.startsWith('musl') && { libc: ['musl'] }),
      ...(os === 'linux' && abi?.startsWith('gnu') && { libc: ['glibc'] }),
      license,
      optional: true,
      os: [os === 'windows' ? 'win32' : os],
    };
  }
}

const entries = Object.entries({ ...lock.packages, ...added });
entries.sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(entries);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${Object.keys(added).length} packages of other platforms added to package-lock.json\n`);
