import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allVariables, variablesIn, type Reader } from '../../src/shared/process/variables.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Does its work and ends: it needs neither a health check nor to come back. */
const ONCE_ONLY = 'assets';
/** They write to their own volumes through a file system that their images expect to be whole. */
const WRITABLE_ROOT = ['grafana'];
/** Read by Node and the C library, not by AgroBot. */
const RUNTIME_VARIABLES = ['NODE_OPTIONS', 'TZ'];

const names = (await readdir(ROOT)).filter((name) => /^docker-compose.*\.yml$/.test(name));
const files = new Map(
  await Promise.all(
    names.map(async (name) => [name, await readFile(path.join(ROOT, name), 'utf8')] as const),
  ),
);
const main = files.get('docker-compose.yml')!;

/** The text of each service, with what its anchor `*agrobot` stands for. */
const services = new Map(
  [...sectionOf(main, 'services').matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n| {2}#.*\n)+)/gm)].map(
    ([, name, text]) => [
      name!,
      text!.includes('<<: *agrobot') ? `${sectionOf(main, 'x-agrobot')}${text}` : text!,
    ],
  ),
);

function sectionOf(text: string, key: string): string {
  return new RegExp(`^${key}:.*\\n((?:[ #].*\\n|\\n)+)`, 'm').exec(text)![1]!;
}

describe('the variables of the compose files', () => {
  const used = [...files.values()]
    .flatMap((text) => [...text.matchAll(/(?<!\$)\$\{(\w+)(?::-([^}]*))?\}/g)])
    .map(([, name, without]) => [name!, without] as const);

  it('are those of the table, with the defaults that it tells', async () => {
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    const told = new Map(
      variablesIn('compose').map(([name, { without }]) => [name, without?.replaceAll('`', '') ?? '']),
    );
    told.set('AGROBOT_VERSION', version);
    expect(Object.fromEntries(used)).toEqual(Object.fromEntries(told));
  });

  it('have one default wherever they stand', () => {
    const pairs = new Set(used.map(([name, without]) => `${name}=${without}`));
    expect(pairs.size).toBe(new Set(used.map(([name]) => name)).size);
  });

  it('do not reach what other parts of the stack count on', () => {
    // `.env` is read by Compose and by the containers: it may say these.
    expect(namesIn(services.get('api')!)).toEqual(expect.arrayContaining(['PORT', 'AGROBOT_PREFIX']));
  });

  it.each([
    ['api', 'api'],
    ['worker', 'worker'],
    ['telegram', 'telegram'],
  ] as [string, Reader][])('that %s gets are read by it', (service, reader) => {
    const set = [...services.get(service)!.matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);
    expect(set.length).toBeGreaterThan(2);
    const settings = service === 'worker' ? namesIn(services.get('api')!) : [];
    const known = allVariables()
      .filter(([, { readBy }]) => readBy.includes(reader) || readBy.includes('compose'))
      .flatMap(([name]) => [name, `${name}_FILE`]);
    // `*settings` of the API are given to workers as well, which know them as the other process' own.
    const allowed = [...known, ...RUNTIME_VARIABLES, ...settings];
    expect(set.filter((name) => !allowed.includes(name))).toEqual([]);
  });
});

function namesIn(text: string): string[] {
  return [...text.matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);
}

describe('every service', () => {
  it.each([...services])(
    '%s has limits, a restart policy, short logs, a health check and few rights',
    (name, text) => {
      expect(text).toMatch(/^ {4}mem_limit: \d+[mg]$/m);
      expect(text).toMatch(/^ {4}cpus: [\d.]+$/m);
      expect(text).toMatch(name === ONCE_ONLY ? /^ {4}restart: 'no'$/m : /^ +restart: unless-stopped$/m);
      expect(text).toMatch(/^ +logging: \*logging$/m);
      if (name !== ONCE_ONLY) expect(text).toMatch(/^ {4}healthcheck:$/m);
      if (!WRITABLE_ROOT.includes(name)) expect(text).toMatch(/^ +read_only: true$/m);
      expect(text).toMatch(/^ +cap_drop: \[ALL\]$/m);
      expect(text).toMatch(/^ +security_opt: \['no-new-privileges:true'\]$/m);
    },
  );

  it('is reached from outside only where it is nginx, or on this machine alone', () => {
    const published = [...services].flatMap(([name, text]) =>
      [...text.matchAll(/^ {4}ports: \['(.*)'\]$/gm)].map(([, port]) => `${name} ${port}`),
    );
    expect(published.filter((line) => !line.includes(' 127.0.0.1:'))).toEqual([
      'nginx ${AGROBOT_PORT:-5017}:8080',
    ]);
    expect(published).toHaveLength(3);
  });

  it('writes to networks that lead out only where it has to ask somebody', () => {
    const out = [...services].filter(([, text]) => /networks: \[.*\bout\b/.test(text)).map(([name]) => name);
    expect(out).toEqual(['worker', 'telegram', 'alertmanager']);
  });
});
