import { cp, mkdtemp, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BrokenDataError } from '../../../src/shared/eva/brokenData.js';
import { loadFigures } from '../../../src/shared/eva/figures.js';

const DATA = path.resolve(import.meta.dirname, '../../../data');
let dir: string;
let data: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-broken-'));
});
beforeEach(async () => {
  data = path.join(dir, 'data');
  await rm(data, { recursive: true, force: true });
  await cp(DATA, data, { recursive: true });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const FILES = [
  'eva/municipality.columns',
  'eva/department.columns',
  'eva/half-years.json',
  'crops.json',
  'places.json',
];

async function refusal(): Promise<BrokenDataError> {
  const error: unknown = await loadFigures(data).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BrokenDataError);
  return error as BrokenDataError;
}

describe.each([...FILES, 'eva/manifest.json'])('%s', (name) => {
  it('is named when it is missing', async () => {
    await unlink(path.join(data, name));
    expect(await refusal()).toMatchObject({ file: path.join(data, name), reason: 'is missing' });
  });
});

describe.each(FILES)('%s', (name) => {
  it('is named when it was cut short', async () => {
    await truncate(path.join(data, name), 1000);
    const { file, reason } = await refusal();
    expect(file).toBe(path.join(data, name));
    expect(reason).toMatch(/^has 1000 bytes where the manifest says \d+$/);
  });

  it('is named when one byte is another', async () => {
    const bytes = await readFile(path.join(data, name));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path.join(data, name), bytes);
    expect(await refusal()).toMatchObject({
      file: path.join(data, name),
      reason: 'its content is not the one in the manifest (sha256)',
    });
  });
});

describe('the manifest', () => {
  const manifest = () => path.join(data, 'eva/manifest.json');
  it.each([
    ['no JSON', () => '{"version":', /^is not JSON/],
    ['another shape', () => '{"version":"eva"}', /^years: /],
    [
      'a version of other files',
      (text: string) => text.replace(/eva-2006-2022\.\w{12}/, 'eva-2006-2022.000000000000'),
      /^its version eva-2006-2022\.000000000000 is not that of the files/,
    ],
  ])('is named when it holds %s', async (_, change, message) => {
    await writeFile(manifest(), change(await readFile(manifest(), 'utf8')));
    const { file, reason } = await refusal();
    expect(file).toBe(manifest());
    expect(reason).toMatch(message);
  });
});

it('tells how to mend it', async () => {
  await unlink(path.join(data, 'crops.json'));
  expect((await refusal()).message).toMatch(
    /crops\.json: is missing\. Restore the file .* "agrobot data import"/,
  );
});
