import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recommendationsCommand } from '../../../src/cli/data/recommendations.js';
import type { ReviewNotes } from '../../../src/cli/data/reviewNotes.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SHIPPED = {
  data: path.join(ROOT, 'data'),
  notes: path.join(ROOT, 'docs/recommendations.notes.json'),
  out: path.join(ROOT, 'docs/recommendations.md'),
};

let dir: string;
let shipped: ReviewNotes;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-recommendations-'));
  shipped = JSON.parse(await readFile(SHIPPED.notes, 'utf8')) as ReviewNotes;
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function run(options: Partial<typeof SHIPPED> & { write?: boolean }) {
  let text = '';
  const status = await recommendationsCommand(
    { ...SHIPPED, ...options },
    { stdout: { write: (more: string) => (text += more) } },
  );
  return { status, text };
}

async function notesFile(name: string, notes: unknown): Promise<string> {
  const file = path.join(dir, name);
  await writeFile(file, JSON.stringify(notes));
  return file;
}

describe('agrobot data recommendations', () => {
  it('finds that the committed page says what is recommended (else: --write, and read the difference)', async () => {
    const { status, text } = await run({});
    expect(text).toContain('says what is recommended in 73 places');
    expect(status).toBe(0);
  });

  it('has a comment for each of the 33 departments and for 40 municipalities of all regions', () => {
    const codes = shipped.reviews.map(({ place }) => place);
    expect(codes.filter((code) => code.length === 2)).toHaveLength(33);
    const municipalities = codes.filter((code) => code.length === 5);
    expect(municipalities).toHaveLength(40);
    expect(new Set(municipalities.map((code) => code.slice(0, 2))).size).toBeGreaterThanOrEqual(24);
  });

  it('writes the page anew with the comments kept', async () => {
    const out = path.join(dir, 'page.md');
    expect(await run({ out, write: true })).toMatchObject({ status: 0 });
    const page = await readFile(out, 'utf8');
    expect(page).toBe(await readFile(SHIPPED.out, 'utf8'));
    for (const { comment } of shipped.reviews) expect(page).toContain(comment);
    for (const finding of shipped.findings) expect(page).toContain(finding);
  });

  it('exits with 1 where a comment was changed and the page was not', async () => {
    const [first, ...others] = shipped.reviews;
    const notes = await notesFile('changed.json', {
      ...shipped,
      reviews: [{ ...first, comment: 'Read again.' }, ...others],
    });
    const { status, text } = await run({ notes });
    expect(status).toBe(1);
    expect(text).toContain('--write');
  });

  it.each([
    ['a department without a comment', (all: ReviewNotes['reviews']) => all.slice(1), /05 has no comment/],
    [
      'a place that does not exist',
      (all: ReviewNotes['reviews']) => [...all, { place: '99999', verdict: 'sound', comment: 'Good.' }],
      /99999 is no place/,
    ],
    [
      'a place with two comments',
      (all: ReviewNotes['reviews']) => [...all, ...all.slice(-1)],
      /95001 has two comments/,
    ],
    [
      'a verdict that it does not know',
      (all: ReviewNotes['reviews']) => [...all, { place: '68001', verdict: 'fine', comment: 'Good.' }],
      /reviews\.73\.verdict/,
    ],
  ])('names %s', async (name, change, message) => {
    const notes = await notesFile(`${name}.json`, { ...shipped, reviews: change(shipped.reviews) });
    await expect(run({ notes })).rejects.toMatchObject({
      name: 'CliError',
      message: expect.stringMatching(message),
    });
  });

  it('says where there is no file of comments', async () => {
    await expect(run({ notes: path.join(dir, 'none.json') })).rejects.toThrow(/cannot read the comments/);
  });
});
