import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleEnvironment } from '../../src/cli/environment.js';

let dir: string;
let file: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-environment-'));
  file = path.join(dir, 'redis_url');
  await writeFile(file, 'redis://:secret@redis:6379\n');
});
afterAll(() => rm(dir, { recursive: true }));

describe('the environment of a command', () => {
  it('has the secrets of files, so that the command need not know of them', async () => {
    const env: NodeJS.ProcessEnv = { REDIS_URL_FILE: file, PORT: '80' };
    await settleEnvironment('keys', env);
    expect(env).toEqual({ REDIS_URL: 'redis://:secret@redis:6379', PORT: '80' });
  });

  it('leaves the secrets of a process that it starts to that process', async () => {
    const env: NodeJS.ProcessEnv = { REDIS_URL_FILE: file, AGROBOT_ADMIN_PASSWORD_FILE: '/nowhere' };
    await settleEnvironment('up', env);
    expect(env).toEqual({
      REDIS_URL: 'redis://:secret@redis:6379',
      AGROBOT_ADMIN_PASSWORD_FILE: '/nowhere',
    });
    await expect(settleEnvironment('api', { ...env })).rejects.toThrow('/nowhere is not there');
  });

  it('refuses what nobody reads, as a mistake of whoever typed it', async () => {
    await expect(settleEnvironment('up', { AGROBOT_THREAD: '2' })).rejects.toMatchObject({
      exitStatus: 2,
      message: 'AGROBOT_THREAD is no variable of AgroBot; did you mean AGROBOT_THREADS?',
    });
  });

  it.each(['preflight', 'configuration'])('is left to "%s" as it is', async (command) => {
    const env: NodeJS.ProcessEnv = { AGROBOT_THREAD: '2', REDIS_URL_FILE: '/nowhere' };
    await settleEnvironment(command, env);
    expect(env).toEqual({ AGROBOT_THREAD: '2', REDIS_URL_FILE: '/nowhere' });
  });
});
