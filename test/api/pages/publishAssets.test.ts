import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAssets } from '../../../src/api/pages/assets.js';
import { publishAssets } from '../../../src/api/pages/publishAssets.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-assets-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the files of the pages, for a web server', () => {
  it('puts each under the name that the pages load, beside its compressed form', async () => {
    const published = await publishAssets(path.join(folder, 'new'));
    const assets = await listAssets();
    expect(published).toEqual(assets.map(({ served }) => served));
    expect((await readdir(path.join(folder, 'new'))).sort()).toEqual(
      published.flatMap((name) => [name, `${name}.gz`]).sort(),
    );
    for (const { served, path: source } of assets) {
      const content = await readFile(source);
      // Not toEqual: it walks through half a megabyte element by element, which takes seconds.
      expect(content.equals(await readFile(path.join(folder, 'new', served)))).toBe(true);
      const compressed = await readFile(path.join(folder, 'new', `${served}.gz`));
      expect(content.equals(gunzipSync(compressed))).toBe(true);
      if (content.length > 1_000) expect(compressed.length).toBeLessThan(content.length / 2);
    }
  });

  it('leaves the files of another version, which an open page may still ask for', async () => {
    await writeFile(path.join(folder, 'home.0123456789ab.js'), 'old');
    await publishAssets(folder);
    await publishAssets(folder);
    expect(await readFile(path.join(folder, 'home.0123456789ab.js'), 'utf8')).toBe('old');
  });
});
