import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkModelFiles } from '../../../src/workers/inference/modelFiles.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-model-'));
  await cp('models/intents', dir, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('accepts the shipped model', async () => {
  expect(await checkModelFiles(dir)).toMatchObject({ id: 'agrobot-intents' });
});

it.each([
  ['a missing model', () => rm(path.join(dir, 'model.onnx')), /model\.onnx cannot be read \(ENOENT\)/],
  [
    'a missing manifest',
    () => rm(path.join(dir, 'manifest.json')),
    /manifest\.json cannot be read \(ENOENT\)/,
  ],
  [
    'a model cut short',
    () => truncate(path.join(dir, 'model.onnx'), 1_000),
    /model\.onnx has 1000 bytes instead of/,
  ],
  [
    'a tokenizer with one byte changed',
    async () => {
      const file = path.join(dir, 'tokenizer.json');
      const content = await readFile(file);
      content[500]! ^= 1;
      await writeFile(file, content);
    },
    /tokenizer\.json is not the file that manifest\.json describes/,
  ],
  [
    'a manifest that is no JSON',
    () => writeFile(path.join(dir, 'manifest.json'), '{'),
    /manifest\.json is not JSON/,
  ],
  [
    'a manifest without labels',
    async () => {
      const file = path.join(dir, 'manifest.json');
      const manifest = JSON.parse(await readFile(file, 'utf8')) as { labels?: string[] };
      delete manifest.labels;
      await writeFile(file, JSON.stringify(manifest));
    },
    /manifest\.json: labels/,
  ],
])('names the file and what is wrong: %s', async (_, damage, message) => {
  await damage();
  await expect(checkModelFiles(dir)).rejects.toThrow(message);
});
