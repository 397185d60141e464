import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { listAssets } from './assets.js';

/**
 * Puts the files of the pages into a folder, each beside its compressed form (`….gz`), for a web server that serves
 * them itself. Those of other versions stay: a page that is open during a deploy still asks for them.
 * @returns the names as they are served
 */
export async function publishAssets(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const assets = await listAssets();
  await Promise.all(
    assets.map(async ({ served, path: source }) => {
      const content = await readFile(source);
      const compressed = await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION });
      await put(path.join(folder, served), content);
      await put(path.join(folder, `${served}.gz`), compressed);
    }),
  );
  return assets.map(({ served }) => served);
}

/** Nobody sees half a file. */
async function put(file: string, content: Buffer): Promise<void> {
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}
