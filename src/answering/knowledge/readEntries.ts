import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { entrySchema, wayKey, waysToAsk, type Entry } from './entry.js';

/** The knowledge base cannot be used: the message names the file, what is wrong and what to do. */
export class BrokenKnowledgeError extends Error {
  override readonly name = 'BrokenKnowledgeError';
}

const REMEDY =
  'Restore it with "git checkout -- data/knowledge", or name another data folder in AGROBOT_DATA_DIR.';

/** The file of the folder that holds no entries. */
export const INDEX_FILE = 'index.json';

/**
 * All entries of a knowledge folder, file by file in the order of their names.
 * @throws BrokenKnowledgeError where a file is no list of entries, or two entries share an id or a way to ask
 */
export async function readEntries(folder: string): Promise<Entry[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new BrokenKnowledgeError(`${folder} cannot be read: ${(error as Error).message}. ${REMEDY}`);
  });
  const entries: Entry[] = [];
  for (const name of names.filter((one) => one.endsWith('.json') && one !== INDEX_FILE).sort()) {
    const path = join(folder, name);
    entries.push(...parse(path, await readFile(path, 'utf8')));
  }
  if (entries.length === 0) throw new BrokenKnowledgeError(`${folder} holds no entries. ${REMEDY}`);
  refuseRepeated(
    'id',
    entries.flatMap(({ id }) => [{ key: id, id }]),
  );
  refuseRepeated(
    'way to ask',
    entries.flatMap((entry) => waysToAsk(entry).map((way) => ({ key: wayKey(way), id: entry.id }))),
  );
  return entries;
}

function parse(path: string, text: string): Entry[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new BrokenKnowledgeError(
      `${path} is not JSON: ${(error as Error).message}. Mend it, or restore it with "git checkout -- data/knowledge".`,
    );
  }
  const parsed = z.array(entrySchema).safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BrokenKnowledgeError(`${path}: entry ${issue?.path.join('.')}: ${issue?.message}`);
}

function refuseRepeated(what: string, named: { key: string; id: string }[]) {
  const seen = new Map<string, string>();
  for (const { key, id } of named) {
    const before = seen.get(key);
    if (before !== undefined)
      throw new BrokenKnowledgeError(`"${before}" and "${id}" have the ${what} "${key}".`);
    seen.set(key, id);
  }
}
