import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { missingLine, readPage } from './howToPage.js';

const PAGES = path.resolve(import.meta.dirname, '../../docs/how-to');
const dir = mkdtempSync(path.join(tmpdir(), 'agrobot-page-'));
afterAll(() => rmSync(dir, { recursive: true }));

function stepsOf(...lines: string[]) {
  const file = path.join(dir, 'page.md');
  writeFileSync(file, lines.join('\n'));
  return readPage(file);
}

describe('the how-tos', () => {
  it('are each followed by a test', () => {
    const tests = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.e2e.test.ts'))
      .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'));
    const unfollowed = readdirSync(PAGES).filter((page) => !tests.some((test) => test.includes(`'${page}'`)));
    expect(unfollowed).toEqual([]);
  });
});

describe('a page', () => {
  it('is read as commands with what they show, files, additions and changes, in its order', () => {
    const steps = stepsOf(
      ...['# Do it', 'First:', '```console', '$ one', 'shown', '', '$ two', '```'],
      ...['## More', '```ts file=a.ts', 'export {};', '```', '```tsv append=b.tsv', 'x', '```'],
      ...['```diff', '+++ b/c', '```', '```sh needs=internet', 'three', '```'],
    );
    expect(steps).toEqual([
      {
        heading: 'Do it',
        line: 3,
        kind: 'run',
        commands: [
          { command: 'one', shows: ['shown'] },
          { command: 'two', shows: [] },
        ],
        needs: undefined,
      },
      { heading: 'More', line: 10, kind: 'create', file: 'a.ts', text: 'export {};\n' },
      { heading: 'More', line: 13, kind: 'append', file: 'b.tsv', text: 'x\n' },
      { heading: 'More', line: 16, kind: 'patch', diff: '+++ b/c\n' },
      {
        heading: 'More',
        line: 19,
        kind: 'run',
        commands: [{ command: 'three\n', shows: [] }],
        needs: 'internet',
      },
    ]);
  });

  it.each([
    ['a block that nobody can follow', ['```ts', 'const a = 1;', '```'], /:1: nobody can follow/],
    ['a block without an end', ['```sh', 'ls'], /:1: the block has no end/],
  ])('is refused with %s', (_, lines, message) => {
    expect(() => stepsOf(...lines)).toThrow(message);
  });
});

describe('an output', () => {
  it.each([
    ['holds the lines in their order', ['a', 'c'], 'a\nb\n  c', undefined],
    ['holds a line whose … is anything', ['a … c'], 'a bb c', undefined],
    ['lacks a line', ['a', 'd'], 'a\nb', 'd'],
    ['holds a line, but above the one before it', ['b', 'a'], 'a\nb', 'a'],
    ['holds no line by a part of it', ['1 failed'], '11 failed', '1 failed'],
  ])('%s', (_, shows, output, missing) => {
    expect(missingLine(shows, output)).toBe(missing);
  });
});
