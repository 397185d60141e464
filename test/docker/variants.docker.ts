import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWorkingTree, freshEnvironment, runShell } from '../support/workingTree.js';
import { run } from './engine.js';

const MAIN = 'docker-compose.yml';
const PROFILES = ['monitoring', 'alerts', 'dashboards', 'telegram'];

/** Those of the two that are on this machine; `engineSetup.ts` has made sure of one. */
const composes = (
  await Promise.all(
    ['docker-compose', 'docker compose'].map(async (command) => {
      const [program, ...args] = command.split(' ');
      return run(program!, [...args, 'version']).then(
        () => command,
        () => null,
      );
    }),
  )
).filter((command) => command !== null);

let root: string;

describe.each(composes)('%s reads', (compose) => {
  const config = (files: readonly string[]) =>
    runShell(`${compose} ${files.map((file) => `-f ${file}`).join(' ')} config`, {
      cwd: root,
      env: { ...freshEnvironment(), COMPOSE_PROFILES: PROFILES.join(',') },
    });

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'agrobot-variants-'));
    await copyWorkingTree(root);
    await runShell('deploy/make-secrets.sh', { cwd: root, env: freshEnvironment() });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('the stack with all of its profiles', async () => {
    const text = await config([MAIN]);
    for (const service of [
      'nginx',
      'api',
      'worker',
      'redis',
      'telegram',
      'prometheus',
      'alertmanager',
      'grafana',
    ])
      expect(text).toMatch(new RegExp(`^  ${service}:$`, 'm'));
    expect(text).toMatch(/driver: json-file/);
  });

  it.each([
    ['tls', /8443/],
    ['syslog', /driver: syslog/],
    ['fluentd', /driver: fluentd/],
  ])('docker-compose.%s.yml over it', async (name, adds) => {
    expect(await config([MAIN, `docker-compose.${name}.yml`])).toMatch(adds);
  });

  it('the stack in which an image is tried', async () => {
    expect(await config([MAIN, 'deploy/trial.yml'])).toMatch(/^ +AGROBOT_ACCESS: open$/m);
  });
});
