import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { apiVariables } from '../../src/api/config.js';
import { exampleText } from '../../src/cli/configuration/example.js';
import { withTables } from '../../src/cli/configuration/page.js';
import { commonVariables } from '../../src/shared/process/configuration.js';
import { VARIABLES, type Variable, type VariableGroup } from '../../src/shared/process/variables.js';
import { telegramVariables } from '../../src/telegram/config.js';
import { workerVariables } from '../../src/workers/config.js';
import type { z } from 'zod';

const PLACES = { cores: 4, memoryBytes: 1_000 * 1024 ** 2, modelDir: 'models/intents', dataDir: 'data' };

/** By process: what its schema reads, and which groups of the table say so. */
const PROCESSES: [string, Record<string, z.ZodType>, VariableGroup[]][] = [
  ['API', apiVariables, ['common', 'webhooks', 'traces', 'api']],
  [
    'worker',
    workerVariables(PLACES),
    ['common', 'webhooks', 'traces', 'worker', 'upstreams', 'languageModel'],
  ],
  ['Telegram', telegramVariables, ['telegram']],
];

describe.each(PROCESSES)('the variables of the %s', (reader, schema, groups) => {
  const told = Object.assign({}, ...groups.map((group) => VARIABLES[group])) as Record<string, Variable>;

  it('are those of its schema', () => {
    const shared = reader === 'Telegram' ? ['AGROBOT_LOG_LEVEL'] : [];
    expect(Object.keys(schema).sort()).toEqual([...Object.keys(told), ...shared].sort());
  });

  it('have the defaults of its schema', () => {
    const parsed = Object.fromEntries(
      Object.keys(told).map((name) => [name, schema[name]!.safeParse(undefined).data]),
    );
    for (const [name, { default: value }] of Object.entries(told)) {
      // Words instead of a default: it depends on the machine, on other variables, or there is none.
      if (value !== undefined) expect([name, parsed[name]]).toEqual([name, value]);
      else if (!(name in WORDED)) expect([name, parsed[name]]).toEqual([name, undefined]);
      else expect([name, parsed[name]]).toEqual([name, WORDED[name]]);
    }
  });
});

/** Defaults that the table tells in words. */
const WORDED: Record<string, unknown> = {
  AGROBOT_WEBHOOK_PRIVATE_HOSTS: [],
  OTEL_EXPORTER_OTLP_HEADERS: {},
  OTEL_RESOURCE_ATTRIBUTES: {},
  AGROBOT_THREADS: PLACES.cores,
  AGROBOT_MODEL_DIR: PLACES.modelDir,
  AGROBOT_DATA_DIR: PLACES.dataDir,
};

it('tells of each variable in one line that Markdown keeps in its cell', () => {
  for (const group of Object.values(VARIABLES)) {
    for (const { meaning, without = '' } of Object.values<Variable>(group)) {
      expect(meaning + without).not.toMatch(/[|\n]/);
      expect(meaning).not.toBe('');
    }
  }
  expect(Object.keys(commonVariables)).toEqual(Object.keys(VARIABLES.common));
});

it('finds the page and .env.example as the table gives them (else: agrobot configuration --write)', async () => {
  const page = await readFile('docs/configuration.md', 'utf8');
  expect(withTables(page)).toBe(page);
  expect(await readFile('.env.example', 'utf8')).toBe(exampleText());
});

it('refuses a page without a place for each table', () => {
  expect(() => withTables('# Configuration')).toThrow('The page has no marks for: every process, API');
  const strange = '<!-- variables: moon -->\n\n<!-- end of the variables -->';
  expect(() => withTables(strange)).toThrow('The page has marks for "moon"');
});

it('writes texts into .env.example without the marks of Markdown, and with what only looks like one', () => {
  expect(exampleText()).toContain('redis://[[user]:password@]host:port');
  expect(exampleText()).not.toMatch(/\]\(|`/);
});

it('puts no value of a secret and every variable once into .env.example', () => {
  const lines = exampleText().split('\n');
  const names = lines.flatMap((line) => /^#([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(names)).toEqual(new Set(Object.values(VARIABLES).flatMap((group) => Object.keys(group))));
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  for (const group of Object.values(VARIABLES))
    for (const [name, variable] of Object.entries<Variable>(group))
      if (variable.secret) expect(lines).toContain(`#${name}=`);
});
