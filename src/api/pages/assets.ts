import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside this file in the sources and, copied, in the build; or a file of a package. */
const FILES: Readonly<Record<string, string>> = {
  'home.css': './home.css',
  'home.js': './home.js',
  'docs.js': './docs.js',
  'swagger-ui.css': 'swagger-ui-dist/swagger-ui.css',
  'swagger-ui-bundle.js': 'swagger-ui-dist/swagger-ui-bundle.js',
};
/** Hexadecimal digits of the content's SHA-256. */
const HASH_LENGTH = 12;

/** A file that a page loads. */
export interface Asset {
  /** As the page's source names it: `home.css`. */
  name: string;
  /** As it is served: `home.3f0c2a91d7be.css`. It changes with the content, so browsers may keep it for ever. */
  served: string;
  /** Where it lies. */
  path: string;
}

/** All of them. Their contents are read once for the names, and not kept. */
export function listAssets(): Promise<Asset[]> {
  return Promise.all(Object.entries(FILES).map(([name, file]) => assetOf(name, file)));
}

/** A page in which every `/assets/NAME` has the name under which it is served. */
export function withServedNames(html: string, assets: readonly Asset[]): string {
  return assets.reduce(
    (page, { name, served }) => page.replaceAll(`"/assets/${name}"`, `"/assets/${served}"`),
    html,
  );
}

async function assetOf(name: string, file: string): Promise<Asset> {
  const found = file.startsWith('.')
    ? fileURLToPath(new URL(file, import.meta.url))
    : createRequire(import.meta.url).resolve(file);
  const { name: stem, ext } = path.parse(name);
  const digest = hash('sha256', await readFile(found)).slice(0, HASH_LENGTH);
  return { name, served: `${stem}.${digest}${ext}`, path: found };
}
