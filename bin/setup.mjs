import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { withLock } from './lock.mjs';

/** Runs `npm ci` when the dependencies are missing or older than the lock file. */
export async function installWhenNeeded(root) {
  if (dependenciesAreFresh(root)) return;
  await withLock(path.join(root, 'var', 'setup.lock'), say, async () => {
    // Another start may have done it while this one waited.
    if (dependenciesAreFresh(root)) return;
    const locked = existsSync(path.join(root, 'package-lock.json'));
    await step('installing dependencies (once; it can take a minute)', () =>
      npm(root, [locked ? 'ci' : 'install', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund']),
    );
    if (locked) writeFileSync(installStamp(root), lockHash(root));
  });
}

/** The product; the benchmarks come on top of it. */
export const PRODUCT = {
  name: 'building',
  sources: 'src',
  output: 'dist',
  settings: ['tsconfig.build.json', 'tsconfig.json'],
};
export const BENCH = {
  name: 'building the benchmarks',
  sources: 'bench',
  output: 'dist/bench',
  settings: ['bench/tsconfig.json', 'tsconfig.json'],
};

/** Compiles a project when any of its sources is newer than its last build. */
export async function buildWhenStale(root, project) {
  if (!buildIsStale(root, project)) return;
  await withLock(path.join(root, 'var', 'setup.lock'), say, async () => {
    if (!buildIsStale(root, project)) return;
    // A file that is saved while the compiler runs is newer than this moment, so the next start builds again.
    const begun = new Date();
    await step(project.name, () =>
      node(root, ['node_modules/typescript/bin/tsc', '-p', project.settings[0]]),
    );
    copyAssets(path.join(root, project.sources), path.join(root, project.output));
    writeFileSync(buildStamp(root, project), '');
    utimesSync(buildStamp(root, project), begun, begun);
  });
}

/** Whether node_modules holds what the lock file asks for */
export function dependenciesAreFresh(root) {
  const lock = modifiedAt(path.join(root, 'package-lock.json'));
  const installed = modifiedAt(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  if (lock === undefined || installed >= lock) return true;
  // A checkout touches the lock file without changing it: then its content decides.
  const stamp = installStamp(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root);
}

/** Whether a source (a folder included: files come and go) is newer than the last build */
export function buildIsStale(root, { sources, output, settings }) {
  // An image may ship the build alone.
  if (!existsSync(path.join(root, sources))) return false;
  const built = modifiedAt(buildStamp(root, { output }));
  if (built === undefined) return true;
  const changed = (name) => (modifiedAt(path.join(root, name)) ?? 0) > built;
  return settings.some(changed) || hasNewer(path.join(root, sources), built);
}

const buildStamp = (root, { output }) => path.join(root, output, '.built');
const installStamp = (root) => path.join(root, 'node_modules', '.agrobot-lock-hash');
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
const modifiedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

function hasNewer(folder, time) {
  if (statSync(folder).mtimeMs > time) return true;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? hasNewer(file, time) : (modifiedAt(file) ?? 0) > time;
  });
}

/** What the compiler leaves behind: pages, scripts for Redis and the like stand beside the code that reads them. */
function copyAssets(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) copyAssets(source, target);
    else if (!entry.name.endsWith('.ts') && !/^tsconfig.*\.json$/.test(entry.name)) {
      mkdirSync(to, { recursive: true });
      copyFileSync(source, target);
    }
  }
}

function say(line) {
  // The answer of a command is on stdout; what happens on the way there is not part of it.
  process.stderr.write(`agrobot: ${line}\n`);
}

async function step(title, work) {
  const begun = performance.now();
  say(`${title} …`);
  await work();
  say(`${title.split(' (')[0]}: done in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

function npm(root, args) {
  // npm tells its scripts where it is itself; a shell is what finds npm.cmd on Windows.
  const self = process.env.npm_execpath;
  if (self?.endsWith('npm-cli.js')) return node(root, [self, ...args]);
  return run(root, 'npm', args, process.platform === 'win32');
}

function node(root, args) {
  return run(root, process.execPath, args, false);
}

function run(root, command, args, shell) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
    const fail = (message) => reject(Object.assign(new Error(message), { forPeople: true }));
    child.once('error', (error) => fail(`cannot run ${command}: ${error.message}`));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        fail(
          `\`${path.basename(command)} ${args.join(' ')}\` failed (${signal ?? `exit ${code}`}), see above.`,
        );
    });
  });
}
