import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const SCHEMAS = [
  'src/shared/process/configuration.ts',
  'src/shared/webhooks/variables.ts',
  'src/api/config.ts',
  'src/workers/config.ts',
  'src/workers/upstreams/variables.ts',
  'src/workers/upstreams/languageModel/variables.ts',
  'src/telegram/config.ts',
];

it('names every variable that a schema reads, and no other', async () => {
  const page = await readFile('docs/configuration.md', 'utf8');
  const sources = await Promise.all(SCHEMAS.map((path) => readFile(path, 'utf8')));
  const read = new Set(
    sources.flatMap((source) => [...source.matchAll(/^ {2,4}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!)),
  );
  const written = new Set([...page.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name!));
  // Read by the command line, which has no schema of its own, and by Node.
  for (const name of ['AGROBOT_VAR', 'NODE_OPTIONS']) written.delete(name);
  expect([...written].sort()).toEqual([...read].sort());
});
