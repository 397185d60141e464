import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waysToAsk } from '../../../src/answering/knowledge/entry.js';
import { BrokenKnowledgeError, readEntries } from '../../../src/answering/knowledge/readEntries.js';
import { entryOf } from './entries.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-knowledge-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, content: unknown) =>
  writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

async function faultOf(at = folder): Promise<string> {
  const error: unknown = await readEntries(at).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BrokenKnowledgeError);
  return (error as Error).message;
}

describe('a folder of entries', () => {
  it('is read file by file in the order of the names, whatever else lies there', async () => {
    await write('suelo.json', [entryOf('ph'), entryOf('cal')]);
    await write('agua.json', [entryOf('riego')]);
    await write('index.json', { model_revision: 'r1' });
    await write('embeddings.bin', 'bytes');
    await write('README.md', '# Entries');
    expect((await readEntries(folder)).map(({ id }) => id)).toEqual(['riego', 'ph', 'cal']);
  });

  it('is refused where it is not there', async () => {
    const missing = path.join(folder, 'none');
    expect(await faultOf(missing)).toContain(`${missing} cannot be read: ENOENT`);
  });

  it('is refused where it holds no entries', async () => {
    const says = `${folder} holds no entries. Restore it with "git checkout -- data/knowledge", or `;
    expect(await faultOf()).toContain(says);
    await write('a.json', []);
    expect(await faultOf()).toContain(says);
  });

  it('names the file that is not JSON', async () => {
    await write('a.json', '[{"id": ');
    expect(await faultOf()).toContain(`${path.join(folder, 'a.json')} is not JSON: `);
  });

  it.each([
    ['a list of something else', [1], 'entry 0: '],
    ['a field that is missing', [entryOf('a'), { ...entryOf('b'), answer: undefined }], 'entry 1.answer: '],
    ['a field that nobody knows', [{ ...entryOf('a'), dose: 'x' }], 'dose'],
    ['a bad id', [{ ...entryOf('a'), id: 'La Roya' }], 'entry 0.id: lower case, digits and hyphens'],
    ['too few ways to ask', [entryOf('a', { questions: ['¿Qué es?'] })], 'entry 0.questions: '],
    ['an answer that is too short', [entryOf('a', { answer: 'No sé.' })], 'entry 0.answer: '],
    [
      'an address that is none',
      [entryOf('a', { source: { name: 'ICA', url: 'ica' } })],
      'entry 0.source.url: ',
    ],
  ])('names the file and the entry with %s', async (_, content, says) => {
    await write('a.json', content);
    const fault = await faultOf();
    expect(fault).toContain(`${path.join(folder, 'a.json')}: `);
    expect(fault).toContain(says);
  });

  it('names the id that two entries have, in whatever files', async () => {
    await write('a.json', [entryOf('roya')]);
    await write('b.json', [entryOf('roya')]);
    expect(await faultOf()).toBe('"roya" and "roya" have the id "roya".');
  });

  it('names the two entries that would be asked for alike but for capitals, accents and punctuation', async () => {
    const same = entryOf('broca', { title: 'PREGUNTA 3, sobre róya' });
    await write('a.json', [entryOf('roya'), same]);
    expect(await faultOf()).toBe('"roya" and "broca" have the way to ask "pregunta 3 sobre roya".');
  });

  it('names the entry that holds a question twice', async () => {
    const { questions } = entryOf('roya');
    await write('a.json', [entryOf('roya', { questions: [...questions, 'pregunta 1 sobre roya'] })]);
    expect(await faultOf()).toBe('"roya" and "roya" have the way to ask "pregunta 1 sobre roya".');
  });

  it('may ask for an entry by its very title, which then counts once', async () => {
    const { questions } = entryOf('roya');
    await write('a.json', [entryOf('roya', { title: 'Roya', questions: [...questions, '¿roya?'] })]);
    const [roya] = await readEntries(folder);
    expect(waysToAsk(roya!)).toEqual([...questions, '¿roya?']);
  });
});
