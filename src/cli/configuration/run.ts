import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allVariables } from '../../shared/process/variables.js';
import { EXIT } from '../exitStatus.js';
import { exampleText } from './example.js';
import { withTables } from './page.js';

export interface ConfigurationOptions {
  write?: true;
  json?: true;
}

/**
 * `agrobot configuration`: prints every variable, or brings docs/configuration.md and .env.example up to date.
 * @param root the folder of package.json
 */
export async function configurationCommand(
  { write, json }: ConfigurationOptions,
  { root, stdout }: { root: string; stdout: { write(text: string): unknown } },
): Promise<number> {
  if (write) {
    const page = path.join(root, 'docs', 'configuration.md');
    const example = path.join(root, '.env.example');
    await writeFile(page, withTables(await readFile(page, 'utf8')));
    await writeFile(example, exampleText());
    stdout.write(`wrote ${page} and ${example}\n`);
  } else if (json) {
    const list = allVariables().map(([name, { meaning, default: value, without, unit, secret, readBy }]) => ({
      name,
      default: value ?? null,
      without: value === undefined ? (without ?? 'none') : null,
      unit: unit ?? null,
      meaning,
      secret: secret === true,
      read_by: readBy,
    }));
    stdout.write(`${JSON.stringify(list, null, 2)}\n`);
  } else stdout.write(exampleText());
  return EXIT.ok;
}
