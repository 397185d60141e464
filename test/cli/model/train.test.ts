import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trainCommand } from '../../../src/cli/model/train.js';

let root: string;
let said: string;
const notes = { write: (text: string) => (said += text) };

beforeEach(async () => {
  said = '';
  root = await mkdtemp(path.join(tmpdir(), 'agrobot-train-'));
});
afterEach(() => rm(root, { recursive: true }));

async function script(text: string) {
  await mkdir(path.join(root, 'training'));
  await writeFile(path.join(root, 'training', 'make.sh'), text);
}

describe('agrobot model train', () => {
  it('says what it takes, then runs the script in the checkout with the arguments as they are', async () => {
    await script('for one in "$@"; do echo "$one"; done > arguments.txt');
    expect(await trainCommand(['--base', 'a b', 'card'], { root, notes })).toBe(0);
    expect(await readFile(path.join(root, 'arguments.txt'), 'utf8')).toBe('--base\na b\ncard\n');
    expect(said).toMatch(/about \d+ minutes on two cores.* 6 GB of disk/);
  });

  it.each([
    { text: 'exit 7', status: 7 },
    { text: 'kill -TERM $$', status: 143 },
  ])('passes the end of “$text” on as $status', async ({ text, status }) => {
    await script(text);
    expect(await trainCommand([], { root, notes })).toBe(status);
  });

  it('says where it can run when the repository is not whole', async () => {
    await expect(trainCommand([], { root, notes })).rejects.toThrow(/There is no .*make\.sh: .* Clone it/);
    expect(said).toBe('');
  });
});
