import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { buildIsStale, dependenciesAreFresh, PRODUCT } from '../../bin/setup.mjs';
import { launch } from '../support/launched.js';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'agrobot-setup-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a file that was last changed `ageS` seconds ago. */
function write(name: string, text: string, ageS = 0) {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  age(name, ageS);
}

function age(name: string, ageS: number) {
  const time = new Date(Date.now() - ageS * 1_000);
  utimesSync(path.join(root, name), time, time);
}

describe('the dependencies', () => {
  it('are missing in a fresh clone', () => {
    write('package-lock.json', '{}');
    expect(dependenciesAreFresh(root)).toBe(false);
  });

  it('are fresh when they were installed after the lock file changed', () => {
    write('package-lock.json', '{}', 20);
    write('node_modules/.package-lock.json', '{}', 10);
    expect(dependenciesAreFresh(root)).toBe(true);
  });

  it('are old when the lock file has changed since', () => {
    write('node_modules/.package-lock.json', '{}', 10);
    write('node_modules/.agrobot-lock-hash', 'of another one', 10);
    write('package-lock.json', '{}', 5);
    expect(dependenciesAreFresh(root)).toBe(false);
  });
});

describe('the build', () => {
  beforeEach(() => {
    write('src/cli/agrobot.ts', '', 30);
    write('tsconfig.json', '', 30);
    write('tsconfig.build.json', '', 30);
    write('dist/.built', '', 10);
    age('src/cli', 30);
    age('src', 30);
  });

  it('is fresh when nothing has changed', () => {
    expect(buildIsStale(root, PRODUCT)).toBe(false);
  });

  it.each(['src/cli/agrobot.ts', 'tsconfig.json', 'tsconfig.build.json'])(
    'is stale when %s changed',
    (name) => {
      age(name, 5);
      expect(buildIsStale(root, PRODUCT)).toBe(true);
    },
  );

  it('is stale when a file has come or gone, whatever its own age', () => {
    age('src/cli', 5);
    expect(buildIsStale(root, PRODUCT)).toBe(true);
  });

  it('is stale when there is none, and never where there are no sources', () => {
    rmSync(path.join(root, 'dist'), { recursive: true });
    expect(buildIsStale(root, PRODUCT)).toBe(true);
    rmSync(path.join(root, 'src'), { recursive: true });
    expect(buildIsStale(root, PRODUCT)).toBe(false);
  });
});

describe('the lock', () => {
  const run = (script: string) =>
    launch(
      '--input-type=module',
      ['-e', script, path.join(root, 'lock'), path.join(root, 'journal')],
      process.env,
    );
  const withLock = (work: string) => `
    import { withLock } from ${JSON.stringify(pathToFileURL(path.join(REPOSITORY, 'bin/lock.mjs')).href)};
    import { appendFileSync } from 'node:fs';
    const [lock, journal] = process.argv.slice(1);
    await withLock(lock, console.log, async () => { ${work} });`;

  it('is held by one process at a time', async () => {
    const script = withLock(
      "appendFileSync(journal, 'in '); await new Promise(setImmediate); appendFileSync(journal, 'out ');",
    );
    const programs = Array.from({ length: 5 }, () => run(script));
    for (const program of programs) expect((await program.exited).code).toBe(0);
    expect(readFileSync(path.join(root, 'journal'), 'utf8')).toBe('in out '.repeat(5));
  });

  it('of a killed process is taken over', async () => {
    const holder = run(withLock("console.log('held'); await new Promise((r) => setTimeout(r, 60_000));"));
    await holder.line(/held/);
    const waiting = run(withLock("console.log('mine');"));
    await waiting.line(new RegExp(`another start is setting up \\(process ${holder.pid}\\)`));
    process.kill(holder.pid, 'SIGKILL');
    await waiting.line(/mine/);
    expect((await waiting.exited).code).toBe(0);
  });
});

describe('agrobot in a fresh clone', () => {
  /** A checkout in small: the real launcher, its compiler as the only dependency, and a command that says its words. */
  function clone() {
    cpSync(path.join(REPOSITORY, 'bin'), path.join(root, 'bin'), { recursive: true });
    const typescript = path.relative(root, path.join(REPOSITORY, 'node_modules/typescript'));
    const dependencies = { typescript: `file:${typescript}` };
    write('package.json', JSON.stringify({ name: 'clone', version: '1.0.0', type: 'module', dependencies }));
    write(
      'src/cli/agrobot.ts',
      'declare const console: { log(line: string): void };\nexport const main = (args: string[]) => console.log(`main: ${args.join()}`);',
    );
    write('src/page.html', '<p>Hola</p>');
    const compilerOptions = {
      rootDir: 'src',
      outDir: 'dist',
      module: 'nodenext',
      lib: ['es5'],
      types: [],
    };
    write('tsconfig.build.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    write('tsconfig.json', '{}');
    const npm = ['install', '--package-lock-only', '--ignore-scripts', '--offline', '--silent'];
    execFileSync('npm', npm, { cwd: root, stdio: 'ignore' });
  }
  const agrobot = (...args: string[]) => launch(path.join(root, 'bin/agrobot.mjs'), args, process.env, root);

  it('installs and builds once, however many start together, then runs the command', async () => {
    clone();
    const programs = ['one', 'two', 'three'].map((word) => ({ word, program: agrobot('ask', word) }));
    for (const { word, program } of programs) {
      await program.line(new RegExp(`^main: ask,${word}$`));
      expect((await program.exited).code).toBe(0);
    }
    const lines = programs.flatMap(({ program }) => program.lines);
    expect(
      lines.filter((line) => line.endsWith('installing dependencies (once; it can take a minute) …')),
    ).toHaveLength(1);
    expect(lines.filter((line) => line.endsWith('building …'))).toHaveLength(1);
    // What the compiler leaves behind stands beside the code that reads it.
    expect(readFileSync(path.join(root, 'dist/page.html'), 'utf8')).toBe('<p>Hola</p>');

    const again = agrobot('ask', 'four');
    await again.exited;
    expect(again.lines).toEqual(['main: ask,four']);
  }, 60_000);

  it('builds again after a change, and stops at an error in it', async () => {
    clone();
    await agrobot('build').exited;
    expect(statSync(path.join(root, 'dist/.built')).isFile()).toBe(true);
    appendFileSync(path.join(root, 'src/cli/agrobot.ts'), '\nconst wrong: number = "text";');
    const program = agrobot('ask');
    expect((await program.exited).code).toBe(1);
    await program.line(/agrobot\.ts\(3,7\): error TS2322/);
    expect(program.lines.some((line) => line.startsWith('main:'))).toBe(false);
  }, 60_000);

  it('names the Node that it needs on an older one', async () => {
    clone();
    const older =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '18.19.0' } })";
    const program = launch('--import', [older, path.join(root, 'bin/agrobot.mjs'), 'up'], process.env);
    expect((await program.exited).code).toBe(1);
    await program.line(/AgroBot needs Node\.js 20\.19 or later/);
  });
});

describe('agrobot test', () => {
  it('ends with one plain line that counts tests, and files that do not load, and fails when any of them did', async () => {
    const tests = `import { expect, it } from ${JSON.stringify(path.join(REPOSITORY, 'node_modules/vitest/dist/index.js'))};`;
    write('good.test.ts', `${tests} it('adds', () => expect(1 + 1).toBe(2));`);
    write('bad.test.ts', `${tests} it('subtracts', () => expect(1 - 1).toBe(2));`);
    write('broken.test.ts', `import './missing.js';`);
    const config = path.join(root, 'vitest.config.mjs');
    writeFileSync(config, 'export default {};');
    const run = (...args: string[]) =>
      launch(
        'bin/agrobot.mjs',
        ['test', '--root', root, '--config', config, ...args],
        process.env,
        REPOSITORY,
      );

    const all = run();
    expect((await all.exited).code).toBe(1);
    await all.line(/^1 passed, 2 failed$/);
    expect(all.lines.at(-1)).toBe('1 passed, 2 failed');

    const one = run('good.test.ts');
    expect((await one.exited).code).toBe(0);
    await one.line(/^1 passed, 0 failed$/);
  }, 60_000);
});
