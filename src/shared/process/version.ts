import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The version in package.json, which alone knows it. */
export async function readVersion(packageRoot: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
