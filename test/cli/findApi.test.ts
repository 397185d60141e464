import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findApiUrl, readInstance } from '../../src/cli/findApi.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agrobot-instance-'));
  file = join(folder, 'agrobot.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const INSTANCE = {
  url: 'http://127.0.0.1:5018',
  pid: 1,
  redisUrl: 'redis://:x@127.0.0.1:7000',
  prefix: '{agrobot}',
};

describe('findApiUrl', () => {
  it('prefers --url, then AGROBOT_URL, then the instance that runs here, then the usual address', async () => {
    const env = { AGROBOT_VAR: folder };
    const envWithUrl = { ...env, AGROBOT_URL: 'http://two' };
    writeFileSync(file, JSON.stringify(INSTANCE));
    expect(await findApiUrl('http://one', envWithUrl)).toBe('http://one');
    expect(await findApiUrl(undefined, envWithUrl)).toBe('http://two');
    expect(await findApiUrl(undefined, env)).toBe('http://127.0.0.1:5018');
    rmSync(file);
    expect(await findApiUrl(undefined, env)).toBe('http://127.0.0.1:5017');
  });

  it.each(['localhost:5017', 'ftp://x', 'http://', 'agrobot'])(
    'says that %s is no address',
    async (value) => {
      await expect(findApiUrl(value, {})).rejects.toThrow('--url wants an address');
      await expect(findApiUrl(undefined, { AGROBOT_URL: value })).rejects.toThrow('AGROBOT_URL wants');
    },
  );
});

describe('readInstance', () => {
  it.each(['', '{"url":', '{"url":"http://x"}'])(
    'takes the half-written file %j for none',
    async (content) => {
      writeFileSync(file, content);
      expect(await readInstance({ AGROBOT_VAR: folder })).toBeNull();
    },
  );
});
