import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { launch } from '../support/launched.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

async function agrobot(args: string[], env: NodeJS.ProcessEnv = {}) {
  const program = launch(path.join(ROOT, 'bin/agrobot.mjs'), args, { ...process.env, ...env });
  const { code } = await program.exited;
  return { code, output: program.lines.join('\n') };
}

describe('the command line', () => {
  it('lists its commands and a first thing to do', async () => {
    const { code, output } = await agrobot(['--help']);
    expect(code).toBe(0);
    for (const command of ['up', 'ask', 'explain', 'demo', 'api', 'worker', 'data', 'model', 'knowledge']) {
      expect(output).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
    expect(output).toContain('agrobot ask "¿Cuánto café produjo Huila en 2020?"');
  });

  it.each(['up', 'ask', 'explain', 'demo', 'api', 'worker', 'preflight', 'configuration'])(
    'gives examples of agrobot %s',
    async (command) => {
      const { code, output } = await agrobot([command, '--help']);
      expect(code).toBe(0);
      expect(output).toContain(`Usage: agrobot ${command}`);
      expect(output).toMatch(/^Examples?:$/m);
    },
  );

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await agrobot(['--version'])).toEqual({ code: 0, output: version });
  });

  it.each([
    { args: ['upp'], says: /unknown command 'upp'\n\(Did you mean up\?\)/ },
    { args: ['up', '--workers', '0'], says: /It must be a whole number from 1 to 64\./ },
    { args: ['up', '--port', '70000'], says: /It must be a whole number from 0 to 65535\./ },
    { args: ['worker', '--replicas', 'many'], says: /It must be a whole number/ },
    { args: ['up'], env: { PORT: 'http' }, says: /agrobot: PORT is "http"/ },
    {
      args: ['worker'],
      env: { AGROBOT_WORKER_PORT: 'x' },
      says: /AGROBOT_WORKER_PORT is "x"; it must be a port/,
    },
    {
      args: ['keys', 'list'],
      env: { AGROBOT_PREFX: 'farm' },
      says: /agrobot: AGROBOT_PREFX is no variable of AgroBot; did you mean AGROBOT_PREFIX\?/,
    },
  ])('refuses $args $env with exit status 2 and what it wants instead', async ({ args, env, says }) => {
    const { code, output } = await agrobot(args, env);
    expect(output).toMatch(says);
    expect(code).toBe(2);
  });
});
